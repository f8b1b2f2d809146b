import type { Instant } from '@mdtf/domain';
import type pg from 'pg';
import { FUND_CLOCK } from './deadlines.ts';
import type { MessageState } from './messages.ts';

/** A message that this process alone may send until its lease ends. */
export interface ClaimedMessage {
  readonly fund: string;
  readonly about: string;
  readonly person: string;
  readonly kind: string;
  /** This try included; who claims it later has a higher number, and then nothing is noted with this one. */
  readonly attempts: number;
}

const CLAIM = `
  UPDATE message m SET lease_until = clock_timestamp() + $2 * interval '1 ms', attempts = m.attempts + 1
  FROM (
    SELECT fund, about, person, kind FROM message
    WHERE state = 'waiting' AND next_try_at <= clock_timestamp()
      AND (lease_until IS NULL OR lease_until < clock_timestamp())
    ORDER BY next_try_at LIMIT $1 FOR UPDATE SKIP LOCKED) c
  WHERE m.fund = c.fund AND m.about = c.about AND m.person = c.person AND m.kind = c.kind
  RETURNING m.fund, m.about, m.person, m.kind, m.attempts`;

/** Takes messages to send, the longest waiting first. */
export async function claimMessages(
  pool: pg.Pool,
  limit: number,
  leaseMs: number,
): Promise<readonly ClaimedMessage[]> {
  return (await pool.query<ClaimedMessage>(CLAIM, [limit, leaseMs])).rows;
}

const ITSELF = `fund = $1 AND about = $2 AND person = $3 AND kind = $4 AND attempts = $5 AND state = 'waiting'`;

const keyOf = ({ fund, about, person, kind, attempts }: ClaimedMessage) => [
  fund,
  about,
  person,
  kind,
  attempts,
];

/** Notes what came of a message for good. */
export async function settleMessage(
  pool: pg.Pool,
  message: ClaimedMessage,
  state: Exclude<MessageState, 'waiting'>,
  code: string | null,
): Promise<void> {
  await pool.query(
    `UPDATE message SET state = $6, code = $7, lease_until = NULL, settled_at = ${FUND_CLOCK} WHERE ${ITSELF}`,
    [...keyOf(message), state, code],
  );
}

/** Has a message tried again later; `away`: the mail server was not to be reached. */
export async function postponeMessage(
  pool: pg.Pool,
  message: ClaimedMessage,
  { afterMs, code, away }: { readonly afterMs: number; readonly code: string | null; readonly away: boolean },
): Promise<void> {
  await pool.query(
    `UPDATE message SET next_try_at = clock_timestamp() + $6 * interval '1 ms', code = $7, lease_until = NULL,
       away_since = coalesce(away_since, CASE WHEN $8 THEN ${FUND_CLOCK} END) WHERE ${ITSELF}`,
    [...keyOf(message), afterMs, code, away],
  );
}

/** What became so far of the notices of one deadline, to whoever fills the seat. */
export interface NoticesOfSeat {
  readonly states: readonly MessageState[];
  readonly code: string | null;
  readonly awaySince: Instant | null;
  /** The last was settled, by the fund's clock; null while none is. */
  readonly settledAt: Instant | null;
  readonly now: Instant;
}

const NOTICES = `
  SELECT coalesce(array_agg(state), '{}') AS states, max(code) FILTER (WHERE state = 'refused') AS code,
    min(away_since) AS "awaySince", max(settled_at) AS "settledAt", ${FUND_CLOCK} AS now
  FROM message WHERE fund = $1 AND about = $2 AND kind = 'notice'`;

export async function noticesOf(
  pool: pg.Pool,
  fund: string,
  about: string,
): Promise<NoticesOfSeat | undefined> {
  return (await pool.query<NoticesOfSeat>(NOTICES, [fund, about])).rows[0];
}

const MAX_TO_RECORD = 100;

/** Notices that are settled and of which nothing stands in the log yet. */
export async function noticesToRecord(
  pool: pg.Pool,
): Promise<readonly { readonly fund: string; readonly about: string }[]> {
  const { rows } = await pool.query<{ fund: string; about: string }>(
    `SELECT DISTINCT fund, about FROM message
     WHERE kind = 'notice' AND NOT on_record AND state <> 'waiting' LIMIT ${MAX_TO_RECORD}`,
  );
  return rows;
}

/** Notes that what came of the notices so far settled stands in the log. */
export async function noticesOnRecord(pool: pg.Pool, fund: string, about: string): Promise<void> {
  await pool.query(
    `UPDATE message SET on_record = true WHERE fund = $1 AND about = $2 AND kind = 'notice' AND state <> 'waiting'`,
    [fund, about],
  );
}
