import { withTransaction } from '@mdtf/postgres';
import type pg from 'pg';
import type { ProposalContent } from '../domain/writing/content.ts';
import { ownerOf } from './viewer.ts';

/** Drafts that one owner may have in a fund at a time. */
export const MAX_DRAFTS_PER_OWNER = 500;

const REMEMBERED = '30 days';
const MAX_FORGOTTEN = 100;

/** A draft to begin, and the key and content under which it is asked for. */
export interface BeginDraft {
  readonly fund: string;
  readonly proposalId: string;
  readonly content: ProposalContent;
  readonly actor: string;
  readonly key: string;
  readonly fingerprint: string;
}

/** What came of beginning a draft; `begun` again for the same key, as it was the first time. */
export type Begun =
  | {
      readonly outcome: 'begun';
      readonly proposalId: string;
      readonly content: ProposalContent;
      readonly replayed: boolean;
    }
  | { readonly outcome: 'key-reused' | 'exists' | 'too-many' };

/** Texts being prepared: rows of this service, in no log. */
export interface Drafts {
  begin(draft: BeginDraft): Promise<Begun>;
  /** Replaces the text that has this version; false when it has another by now, or is gone. 0: there is none yet. */
  replace(fund: string, proposalId: string, content: ProposalContent, version: bigint): Promise<boolean>;
  /** Whose draft there is under an id; undefined where there is none. */
  ownerAt(fund: string, proposalId: string): Promise<string | undefined>;
  /** Whether there is a draft already that was begun otherwise than by this person under this key. */
  isTaken(draft: Pick<BeginDraft, 'fund' | 'proposalId' | 'actor' | 'key'>): Promise<boolean>;
  /** Removes a draft that was submitted, unless it was edited since. */
  remove(fund: string, proposalId: string, version: bigint): Promise<void>;
}

/** Drafts in the service's own table. */
export function createDrafts(pool: pg.Pool): Drafts {
  return {
    begin: (draft) => begin(pool, draft),
    async replace(fund, proposalId, content, version) {
      const { rowCount } = await pool.query(version === 0n ? INSERT : UPDATE, [
        fund,
        proposalId,
        ownerOf(content),
        JSON.stringify(content),
        ...(version === 0n ? [] : [version]),
      ]);
      return rowCount === 1;
    },
    async ownerAt(fund, proposalId) {
      const { rows } = await pool.query<{ owner: string }>(OWNER, [fund, proposalId]);
      return rows[0]?.owner;
    },
    async isTaken({ fund, proposalId, actor, key }) {
      return (await pool.query(TAKEN, [fund, proposalId, actor, key])).rowCount === 1;
    },
    async remove(fund, proposalId, version) {
      await pool.query(DELETE, [fund, proposalId, version]);
    },
  };
}

const INSERT = `
  INSERT INTO draft (fund, proposal_id, owner, content) VALUES ($1, $2, $3, $4)
  ON CONFLICT DO NOTHING`;

const UPDATE = `
  UPDATE draft SET owner = $3, content = $4, version = version + 1, updated_at = clock_timestamp()
  WHERE fund = $1 AND proposal_id = $2 AND version = $5`;

const OWNER = 'SELECT owner FROM draft WHERE fund = $1 AND proposal_id = $2';

const TAKEN = `
  SELECT FROM draft WHERE fund = $1 AND proposal_id = $2 AND NOT EXISTS (
    SELECT FROM draft_begun b WHERE b.fund = $1 AND b.actor = $3 AND b.key = $4 AND b.proposal_id = $2)`;

const DELETE = 'DELETE FROM draft WHERE fund = $1 AND proposal_id = $2 AND version <= $3';

const REMEMBER = `
  INSERT INTO draft_begun (fund, actor, key, fingerprint, proposal_id, content) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT DO NOTHING`;

const RECALL = `
  SELECT fingerprint, proposal_id AS "proposalId", content FROM draft_begun
  WHERE fund = $1 AND actor = $2 AND key = $3`;

const FORGET = `
  DELETE FROM draft_begun WHERE ctid = ANY (ARRAY (
    SELECT ctid FROM draft_begun WHERE begun_at < clock_timestamp() - interval '${REMEMBERED}' LIMIT ${MAX_FORGOTTEN}))`;

const COUNT = 'SELECT count(*) AS held FROM draft WHERE fund = $1 AND owner = $2';
const IS_SUBMITTED = "SELECT 1 FROM state WHERE fund = $1 AND kind = 'proposal' AND id = $2";

class NotBegun extends Error {
  override readonly name = 'NotBegun';
  readonly outcome: 'exists' | 'too-many';
  constructor(outcome: 'exists' | 'too-many') {
    super(outcome);
    this.outcome = outcome;
  }
}

async function begin(pool: pg.Pool, draft: BeginDraft): Promise<Begun> {
  try {
    return await withTransaction(pool, (client) => beginOnce(client, draft));
  } catch (error) {
    // Thrown so that the key is not remembered for what did not happen.
    if (error instanceof NotBegun) return { outcome: error.outcome };
    throw error;
  }
}

async function beginOnce(client: pg.PoolClient, draft: BeginDraft): Promise<Begun> {
  const { fund, actor, key, fingerprint, proposalId, content } = draft;
  const text = JSON.stringify(content);
  const remembered = await client.query(REMEMBER, [fund, actor, key, fingerprint, proposalId, text]);
  if (remembered.rowCount === 0) {
    const { rows } = await client.query<{
      fingerprint: string;
      proposalId: string;
      content: ProposalContent;
    }>(RECALL, [fund, actor, key]);
    const [before] = rows;
    if (before === undefined || before.fingerprint !== fingerprint) return { outcome: 'key-reused' };
    return { outcome: 'begun', proposalId: before.proposalId, content: before.content, replayed: true };
  }
  await client.query(FORGET);
  const owner = ownerOf(content);
  const { rows } = await client.query<{ held: bigint }>(COUNT, [fund, owner]);
  if ((rows[0]?.held ?? 0n) >= BigInt(MAX_DRAFTS_PER_OWNER)) throw new NotBegun('too-many');
  const submitted = await client.query(IS_SUBMITTED, [fund, proposalId]);
  if (submitted.rowCount !== 0) throw new NotBegun('exists');
  const inserted = await client.query(INSERT, [fund, proposalId, owner, text]);
  if (inserted.rowCount === 0) throw new NotBegun('exists');
  return { outcome: 'begun', proposalId, content, replayed: false };
}
