import type { Instant } from '@mdtf/domain';
import { withTransaction } from '@mdtf/postgres';
import type pg from 'pg';
import { FUND_CLOCK } from './deadlines.ts';

/** How a person is reached in a fund: personal data, in no log, edited and erased in place. */
export interface Contact {
  readonly person: string;
  /** Null: nothing is sent. */
  readonly email: string | null;
  readonly language: 'en' | 'fr';
  /** Kinds of dates, and `decision`. */
  readonly tell: readonly string[];
  readonly enteredBy: string;
  readonly since: Instant;
  readonly version: bigint;
}

/** People in one fund who may have an address. */
export const MAX_CONTACTS = 5_000;

/** What is entered of a person. */
export type ContactEntry = Pick<Contact, 'email' | 'language' | 'tell' | 'enteredBy'>;

/** The contacts of people, each in one fund. */
export interface Contacts {
  one(fund: string, person: string): Promise<Contact | undefined>;
  /** Enters or replaces what has this version (0: nothing yet); false when it has another by now, or there are too many. */
  set(fund: string, person: string, entry: ContactEntry, version: bigint): Promise<boolean>;
  /** Removes the contact, and everything that was or would have been sent to it. */
  erase(fund: string, person: string): Promise<void>;
}

const COLUMNS = 'person, email, language, tell, entered_by AS "enteredBy", since, version';

const INSERT = `
  INSERT INTO contact (fund, person, email, language, tell, entered_by, since)
  SELECT $1, $2, $3, $4, $5, $6, ${FUND_CLOCK}
  WHERE (SELECT count(*) FROM contact WHERE fund = $1) < ${MAX_CONTACTS}
  ON CONFLICT DO NOTHING`;

const UPDATE = `
  UPDATE contact SET email = $3, language = $4, tell = $5, entered_by = $6, version = version + 1
  WHERE fund = $1 AND person = $2 AND version = $7`;

const LOOK_AGAIN = `
  INSERT INTO notice_schedule (fund, look_at) VALUES ($1, '-infinity')
  ON CONFLICT (fund) DO UPDATE SET look_at = excluded.look_at`;

const FORGET_REFUSED = `
  DELETE FROM message WHERE fund = $1 AND person = $2 AND state IN ('refused', 'given-up')`;

/** Contacts in the service's own table. */
export function createContacts(pool: pg.Pool): Contacts {
  return {
    async one(fund, person) {
      const text = `SELECT ${COLUMNS} FROM contact WHERE fund = $1 AND person = $2`;
      return (await pool.query<Contact>(text, [fund, person])).rows[0];
    },
    set: (fund, person, { email, language, tell, enteredBy }, version) =>
      withTransaction(pool, async (client) => {
        const values = [fund, person, email, language, [...tell], enteredBy];
        const { rowCount } =
          version === 0n
            ? await client.query(INSERT, values)
            : await client.query(UPDATE, [...values, version]);
        if (rowCount !== 1) return false;
        // What an earlier address refused is tried again at the new one.
        await client.query(FORGET_REFUSED, [fund, person]);
        await client.query(LOOK_AGAIN, [fund]);
        return true;
      }),
    erase: (fund, person) =>
      withTransaction(pool, async (client) => {
        await client.query('DELETE FROM contact WHERE fund = $1 AND person = $2', [fund, person]);
        await client.query('DELETE FROM message WHERE fund = $1 AND person = $2', [fund, person]);
      }),
  };
}
