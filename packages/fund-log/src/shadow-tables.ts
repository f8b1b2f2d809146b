import type { Instant } from '@mdtf/domain';
import type pg from 'pg';
import { boolArray, textArray } from './sql-arrays.ts';
import { DOCUMENT_ROWS, documentArrays } from './sql-write.ts';
import { encodeState } from './state-codec.ts';
import type { StoredDocument } from './store.ts';

/** A document while it is folded anew. */
export interface ShadowDocument {
  readonly fund: string;
  readonly kind: string;
  readonly id: string;
  state: unknown;
  revision: number;
  version: number;
  dueAt?: Instant | undefined;
}

/** States and accounts of one fund beside those in use, in temporary tables of one session. */
export interface ShadowTables {
  read(refs: readonly { kind: string; id: string }[]): Promise<StoredDocument[]>;
  write(documents: readonly ShadowDocument[]): Promise<void>;
  writeAccounts(accounts: readonly ShadowAccount[]): Promise<void>;
}

interface ShadowAccount {
  readonly account: string;
  readonly balance: bigint;
  readonly mayGoNegative: boolean;
}

/** Empty shadow tables for one fund; those of the fund before are cleared. */
export async function clearShadowTables(client: pg.ClientBase, fund: string): Promise<ShadowTables> {
  await client.query(
    `CREATE TEMP TABLE IF NOT EXISTS shadow_state (LIKE state INCLUDING INDEXES);
     CREATE TEMP TABLE IF NOT EXISTS shadow_account (LIKE account INCLUDING INDEXES);
     TRUNCATE shadow_state, shadow_account`,
  );
  return {
    async read(refs) {
      if (refs.length === 0) return [];
      const { rows } = await client.query(
        `SELECT s.fund, s.kind, s.id, s.version, s.revision::int, s.due_at AS "dueAt", s.data::text AS data
         FROM unnest($1::text[], $2::text[]) AS k (kind, id)
         JOIN shadow_state s ON s.fund = $3 AND s.kind = k.kind AND s.id = k.id`,
        [textArray(refs.map(({ kind }) => kind)), textArray(refs.map(({ id }) => id)), fund],
      );
      return rows.map(({ dueAt, ...row }) => ({ ...row, ...(dueAt !== null && { dueAt }) }));
    },
    async write(documents) {
      if (documents.length === 0) return;
      await client.query(
        `INSERT INTO shadow_state (fund, kind, id, version, revision, due_at, data)
         SELECT fund, kind, id, version, revision, due_at, data::jsonb FROM ${DOCUMENT_ROWS}
         ON CONFLICT (fund, kind, id) DO UPDATE
         SET version = excluded.version, revision = excluded.revision, due_at = excluded.due_at, data = excluded.data`,
        documentArrays(documents.map(storedOf)),
      );
    },
    async writeAccounts(accounts) {
      await client.query(
        `INSERT INTO shadow_account (fund, account, balance, may_go_negative)
         SELECT $4, account, balance::numeric, may_go_negative
         FROM unnest($1::text[], $2::text[], $3::boolean[]) AS new (account, balance, may_go_negative)`,
        [
          textArray(accounts.map(({ account }) => account)),
          textArray(accounts.map(({ balance }) => String(balance))),
          boolArray(accounts.map(({ mayGoNegative }) => mayGoNegative)),
          fund,
        ],
      );
    },
  };
}

function storedOf({ state, dueAt, ...document }: ShadowDocument): StoredDocument {
  return { ...document, ...(dueAt !== undefined && { dueAt }), data: encodeState(state) };
}
