import type { LocalDate } from '@mdtf/domain';
import { decodeState } from '@mdtf/fund-log';
import { decodeCursor, isRefusal, type ListPage, pageOf, type Refusal } from '@mdtf/runtime';
import type pg from 'pg';
import type { Offer } from '../domain/hub/offer.ts';
import type { Paging } from './states.ts';

/** The most open offers that one request is compared with, the oldest ids first. */
export const MAX_OFFERS_COMPARED = 5_000;

/** Which offers; one that names no theme, country or language fits any. */
export interface OffersQuery extends Paging {
  readonly theme?: string | undefined;
  readonly country?: string | undefined;
  readonly language?: string | undefined;
  readonly organisation?: string | undefined;
}

const names = (field: string, parameter: string): string =>
  `(${parameter}::text IS NULL OR data -> '${field}' = '[]' OR data -> '${field}' ? ${parameter})`;

const SELECT_OFFERS = `
  SELECT id, data::text AS data FROM state
  WHERE fund = $1 AND kind = 'offer' AND id > $2
    AND ($3::text IS NULL OR data -> 'themes' = '[]' OR data -> 'themes' @> jsonb_build_array(jsonb_build_object('code', $3)))
    AND ${names('countries', '$4')} AND ${names('languages', '$5')}
    AND ($6::text IS NULL OR data ->> 'organisation' = $6)
  ORDER BY id LIMIT $7`;

/** A page of offers in the order of their ids. */
export async function listOffers<T>(
  pool: pg.Pool,
  fund: string,
  { theme, country, language, organisation, cursor, limit }: OffersQuery,
  shape: (offerId: string, state: Offer) => T,
): Promise<ListPage<T> | Refusal> {
  const after = decodeCursor(cursor, 'text');
  if (after !== undefined && isRefusal(after)) return after;
  const asked = [theme ?? null, country ?? null, language ?? null, organisation ?? null];
  const { rows } = await pool.query<{ id: string; data: string }>(SELECT_OFFERS, [
    fund,
    after?.[0] ?? '',
    ...asked,
    limit + 1,
  ]);
  return pageOf(rows, limit, {
    key: ({ id }) => [id],
    item: ({ id, data }) => shape(id, decodeState(data) as Offer),
  });
}

const SELECT_OPEN = `
  SELECT id, data::text AS data FROM state
  WHERE fund = $1 AND kind = 'offer' AND data ->> 'status' = 'open' AND data ->> 'validUntil' >= $2
  ORDER BY id LIMIT ${MAX_OFFERS_COMPARED}`;

/** The offers that stand on a day. */
export async function openOffers(
  pool: pg.Pool,
  fund: string,
  today: LocalDate,
): Promise<readonly { readonly offerId: string; readonly offer: Offer }[]> {
  const { rows } = await pool.query<{ id: string; data: string }>(SELECT_OPEN, [fund, today]);
  return rows.map(({ id, data }) => ({ offerId: id, offer: decodeState(data) as Offer }));
}

const SELECT_OFFERS_BY_ID = `
  SELECT id, data::text AS data FROM state WHERE fund = $1 AND kind = 'offer' AND id = ANY ($2::text[])`;

/** Offers by their ids, as far as they exist. */
export async function offersById(
  pool: pg.Pool,
  fund: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Offer>> {
  const { rows } = await pool.query<{ id: string; data: string }>(SELECT_OFFERS_BY_ID, [fund, ids]);
  return new Map(rows.map(({ id, data }) => [id, decodeState(data) as Offer]));
}
