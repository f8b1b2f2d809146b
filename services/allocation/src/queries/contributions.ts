import type pg from 'pg';
import { type Contribution, contribution, contributionAnswer } from '../domain/contribution.ts';
import { type Receipts, receipts } from '../domain/receipts.ts';
import { findDocument, findDocuments, listDocuments } from './documents.ts';

/** One contribution with what came of it, or undefined. */
export async function findContribution(pool: pg.Pool, fund: string, id: string) {
  const terms = await findDocument(pool, contribution, fund, id);
  if (terms === undefined) return undefined;
  return contributionAnswer(id, terms, await findDocument(pool, receipts, fund, id));
}

/** Up to `limit` contributions with what came of each, in the order of their ids. */
export async function listContributions(
  pool: pg.Pool,
  fund: string,
  after: string | undefined,
  limit: number,
) {
  const found = await listDocuments<Contribution>(pool, contribution, { fund, after, limit });
  const ids = found.map(({ id }) => id);
  const received = new Map(
    (await findDocuments(pool, receipts.kind, fund, ids)).map(({ id, state }) => [id, state as Receipts]),
  );
  return found.map(({ id, state }) => contributionAnswer(id, state, received.get(id)));
}
