import { createHash } from 'node:crypto';
import { canonicalJson, formatPosition, readEntry, type StoredEntry } from '@mdtf/fund-log';
import type pg from 'pg';
import type { Submission } from '../domain/proposal.ts';
import { revisionId } from '../domain/proposal.ts';

/** What proves what was submitted when: the content's hash, and the entry of the log that holds it. */
export type Receipt = ReturnType<typeof receiptOf>;

// A revision's document knows the number of its entry; large numbers are kept as texts that end in n.
const SELECT_ENTRY = `
  SELECT e.envelope, encode(e.salt, 'base64') AS salt, e.payload
  FROM state s JOIN entry e ON e.fund = s.fund AND e.sequence = rtrim(s.data ->> 'sequence', 'n')::bigint
  WHERE s.fund = $1 AND s.kind = 'revision' AND s.id = $2`;

/** The receipt of a revision, made of its entry as it stands in the log; undefined where nothing was submitted. */
export async function findReceipt(
  pool: pg.Pool,
  fund: string,
  proposalId: string,
  revision: number,
): Promise<Receipt | undefined> {
  const { rows } = await pool.query<StoredEntry>(SELECT_ENTRY, [fund, revisionId(proposalId, revision)]);
  return rows[0] === undefined ? undefined : receiptOf(rows[0]);
}

function receiptOf(stored: StoredEntry) {
  const { service, fund, sequence, id, type, time, recordedAt, leafHash, data } = readEntry(stored);
  const { proposalId, revision, content } = data as Submission['data'];
  return {
    format: 'mdtf.submission-receipt.v1' as const,
    fundId: fund,
    proposalId,
    revision,
    stage: type === 'FullProposalSubmitted' ? ('full' as const) : ('concept-note' as const),
    contentSha256: createHash('sha256').update(canonicalJson(content)).digest('hex'),
    submittedAt: time,
    recordedAt,
    position: formatPosition({ service, fund, sequence }),
    entryId: id,
    leafHash,
  };
}
