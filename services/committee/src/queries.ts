import { type Actor, type Aggregate, type Change, changesBetween } from '@mdtf/domain';
import { decodeState, type ReadEntry, readEntry, type StoredEntry } from '@mdtf/fund-log';
import {
  type DocumentView,
  decodeCursor,
  isRefusal,
  type ListPage,
  pageOf,
  type Refusal,
} from '@mdtf/runtime';
import type pg from 'pg';
import { type AdoptedCharter, CURRENT, charterAggregate } from './domain/charter.ts';
import { decisionAggregate } from './domain/decision.ts';
import { type Fund, type FundSummary, fundAggregate, fundSummary, THE_FUND } from './domain/fund.ts';
import { holderOf, type SeatAnswer, seatAnswer, seatsAggregate, THE_COMMITTEE } from './domain/seats.ts';
import { type ReviewedQueries, reviewedQueries } from './queries/reviewed.ts';

/** Which page is wanted: at most `limit` items after an opaque cursor. */
export interface Paging {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** What the committee's service can be asked; documents are read as last committed. */
export interface CommitteeQueries {
  /** A fund with the time on its own clock; undefined where there is none. */
  fund(fundId: string): Promise<FundSummary | undefined>;
  /** The funds in the order of their ids. */
  funds(paging: Paging): Promise<ListPage<FundSummary> | Refusal>;
  /** A version of the charter; without one, the one in force. */
  charter(fundId: string, version?: number): Promise<AdoptedCharter | undefined>;
  /** The versions of the charter, the first first, each with what it changed. */
  charters(fundId: string, paging: Paging): Promise<ListPage<CharterVersion> | Refusal>;
  /** The entries of a fund's own log that bear on a decision, in order; none where there is no such decision. */
  decisionEntries(fundId: string, decisionId: string): Promise<readonly ReadEntry[]>;
  /** The seats in the charter's order. */
  seats(fundId: string, paging: Paging): Promise<ListPage<SeatAnswer> | Refusal>;
  /** What reviews come to for one person. */
  reviewed(fundId: string, actor: Actor): ReviewedQueries;
  /** One document. */
  // biome-ignore lint/suspicious/noExplicitAny: only the state type matters to a reader
  one<S>(fund: string, aggregate: Aggregate<S, any>, id: string): Promise<S | undefined>;
  /** Documents of one kind in the order of their ids that contain what the filter has. */
  list<S, T>(
    fund: string,
    // biome-ignore lint/suspicious/noExplicitAny: only the state type matters to a reader
    aggregate: Aggregate<S, any>,
    paging: Paging,
    shape: (state: S) => T | Promise<T>,
    filter?: object,
  ): Promise<ListPage<T> | Refusal>;
}

/** A version of the charter with what it says differently from the one before; the first changed nothing. */
export interface CharterVersion extends Omit<AdoptedCharter, 'charter'> {
  readonly changes: readonly Change[];
}

/** Entries that one record is made of at most. */
const MAX_RECORD_ENTRIES = 5_000;

interface DocumentRow {
  readonly id: string;
  readonly data: string;
}

interface FundRow extends DocumentRow {
  readonly now: string;
}

const SELECT_DOCUMENTS = `
  SELECT id, data::text AS data FROM state
  WHERE fund = $1 AND kind = $2 AND id > $3 AND data @> $4::jsonb
  ORDER BY id LIMIT $5`;

// The clock of a fund is the database's plus the fund's offset.
const SELECT_FUNDS = `
  SELECT state.fund AS id, data::text AS data,
         clock_timestamp() + coalesce(head.offset_ms, 0) * interval '1 ms' AS now
  FROM state LEFT JOIN head USING (fund)
  WHERE state.kind = '${fundAggregate.kind}' AND state.id = '${THE_FUND}' AND state.fund > $1
  ORDER BY state.fund LIMIT $2`;

const SELECT_FUND = `
  SELECT state.fund AS id, data::text AS data,
         clock_timestamp() + coalesce(head.offset_ms, 0) * interval '1 ms' AS now
  FROM state LEFT JOIN head USING (fund)
  WHERE state.fund = $1 AND state.kind = '${fundAggregate.kind}' AND state.id = '${THE_FUND}'`;

// Charters and seats are few; what is about an item, a session or a decision has it as its subject.
const SELECT_ENTRIES = `
  SELECT envelope, encode(salt, 'base64') AS salt, payload FROM (
    SELECT sequence, envelope, salt, payload FROM entry
    WHERE fund = $1 AND type IN ('CharterAdopted', 'MemberSeated')
    UNION ALL
    SELECT sequence, envelope, salt, payload FROM entry
    WHERE fund = $1 AND subject = ANY($2) AND type NOT IN ('CharterAdopted', 'MemberSeated')
  ) bearing
  ORDER BY sequence LIMIT ${MAX_RECORD_ENTRIES}`;

const BEFORE_ALL = '';

/** Queries on the service's own database, single documents through what is remembered of it. */
export function createQueries(pool: pg.Pool, view: DocumentView): CommitteeQueries {
  const charter: CommitteeQueries['charter'] = async (fundId, version) =>
    view.read(fundId, charterAggregate, version === undefined ? CURRENT : String(version));

  return {
    charter,
    reviewed: (fundId, actor) => reviewedQueries(pool, view, fundId, actor),
    one: async (fund, aggregate, id) => view.read(fund, aggregate, id),
    async fund(fundId) {
      const { rows } = await pool.query<FundRow>(SELECT_FUND, [fundId]);
      return rows[0] === undefined ? undefined : summaryOf(rows[0]);
    },
    async funds({ cursor, limit }) {
      const after = decodeCursor(cursor, 'text');
      if (after !== undefined && isRefusal(after)) return after;
      const { rows } = await pool.query<FundRow>(SELECT_FUNDS, [after?.[0] ?? BEFORE_ALL, limit + 1]);
      return pageOf(rows, limit, { key: ({ id }) => [id], item: summaryOf });
    },
    async charters(fundId, { cursor, limit }) {
      const after = decodeCursor(cursor, 'count');
      if (after !== undefined && isRefusal(after)) return after;
      const last = (await charter(fundId))?.version ?? 0;
      const first = after === undefined ? 1 : Number(after[0]) + 1;
      const wanted = Array.from(
        { length: Math.max(0, Math.min(limit + 1, last - first + 1)) },
        (_, at) => first + at,
      );
      const versions = await Promise.all([first - 1, ...wanted].map((version) => charter(fundId, version)));
      return pageOf(
        versions.slice(1).flatMap((version) => version ?? []),
        limit,
        {
          key: ({ version }) => [String(version)],
          item: ({ charter: now, ...version }) => {
            const before = versions[version.version - first]?.charter;
            return { ...version, changes: before === undefined ? [] : changesBetween(before, now) };
          },
        },
      );
    },
    decisionEntries: (fundId, decisionId) => entriesOn(pool, view, fundId, decisionId),
    async seats(fundId, { cursor, limit }) {
      const after = decodeCursor(cursor, 'text');
      if (after !== undefined && isRefusal(after)) return after;
      const seats = (await charter(fundId))?.charter.seats ?? [];
      const held = await view.read(fundId, seatsAggregate, THE_COMMITTEE);
      const from = after === undefined ? 0 : seats.findIndex(({ id }) => id === after[0]) + 1;
      return pageOf(seats.slice(from, from + limit + 1), limit, {
        key: ({ id }) => [id],
        item: (seat) => seatAnswer(seat, holderOf(held, seat.id)),
      });
    },
    async list(fund, { kind }, { cursor, limit }, shape, filter = {}) {
      const after = decodeCursor(cursor, 'text');
      if (after !== undefined && isRefusal(after)) return after;
      const wanted = [fund, kind, after?.[0] ?? BEFORE_ALL, JSON.stringify(filter), limit + 1];
      const { rows } = await pool.query<DocumentRow>(SELECT_DOCUMENTS, wanted);
      const page = pageOf(rows, limit, { key: ({ id }) => [id], item: ({ data }) => data });
      const states = page.items.map((data) => decodeState(data) as Parameters<typeof shape>[0]);
      return { items: await Promise.all(states.map(shape)), nextCursor: page.nextCursor };
    },
  };
}

function summaryOf({ data, now }: FundRow): FundSummary {
  return fundSummary(decodeState(data) as Fund, now);
}

async function entriesOn(
  pool: pg.Pool,
  view: DocumentView,
  fundId: string,
  decisionId: string,
): Promise<readonly ReadEntry[]> {
  const decision = await view.read(fundId, decisionAggregate, decisionId);
  if (decision === undefined) return [];
  const { agendaItemId, sessionId, bySilence, amendments = [] } = decision;
  const subjects = [
    `decision/${decisionId}`,
    ...amendments.map((later) => `decision/${later.decisionId}`),
    ...(agendaItemId === null ? [] : [`agenda-item/${agendaItemId}`]),
    ...(sessionId === null ? [] : [`session/${sessionId}`]),
    ...(bySilence === undefined ? [] : [`non-objection/${bySilence.nonObjectionId}`]),
  ];
  const { rows } = await pool.query<StoredEntry>(SELECT_ENTRIES, [fundId, subjects]);
  return rows.map(readEntry);
}
