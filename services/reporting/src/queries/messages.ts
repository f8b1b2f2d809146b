import type { Instant } from '@mdtf/domain';
import type pg from 'pg';

export type MessageState = 'waiting' | 'accepted' | 'refused' | 'skipped' | 'given-up';

/** One message to one person, without the address. */
export interface ToldMessage {
  readonly about: string;
  readonly kind: string;
  readonly person: string;
  readonly state: MessageState;
  readonly attempts: number;
  readonly code: string | null;
  readonly madeAt: Instant;
  readonly settledAt: Instant | null;
}

export interface MessageSelection {
  /** Undefined: everybody's. */
  readonly person?: string | undefined;
  readonly state?: string | undefined;
  /** Of the last one of the page before: when it was made, about what, to whom, of which kind. */
  readonly after?: readonly string[] | undefined;
  readonly limit: number;
}

const MESSAGES = `
  SELECT about, kind, person, state, attempts, code, made_at AS "madeAt", settled_at AS "settledAt" FROM message
  WHERE fund = $1 AND ($2::text IS NULL OR person = $2) AND ($3::text IS NULL OR state = $3)
    AND ($4::timestamptz IS NULL OR (made_at, about, person, kind) < ($4, $5, $6, $7))
  ORDER BY made_at DESC, about DESC, person DESC, kind DESC LIMIT $8`;

/** What was sent or waits to be, the latest first. */
export async function messagesOf(
  pool: pg.Pool,
  fund: string,
  { person, state, after, limit }: MessageSelection,
): Promise<readonly ToldMessage[]> {
  const [madeAt = null, about = null, to = null, kind = null] = after ?? [];
  const values = [fund, person ?? null, state ?? null, madeAt, about, to, kind, limit];
  return (await pool.query<ToldMessage>(MESSAGES, values)).rows;
}
