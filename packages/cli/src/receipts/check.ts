import { createHash } from 'node:crypto';
import type { submissionReceipt } from '@mdtf/contracts';
import type { z } from 'zod';

/** A receipt as a submission's answer gave it. */
export type Receipt = z.infer<typeof submissionReceipt>;

/** An entry as a log serves it; salt and payload are null where they are not for the caller. */
export interface ServedEntry {
  readonly envelope: string;
  readonly salt: string | null;
  readonly payload: string | null;
}

/** What a receipt was held against, and everything that it says otherwise. */
export interface Checked {
  /** Whether the content itself was hashed, as the log has it; false where the caller may not read it. */
  readonly content: boolean;
  readonly differences: readonly string[];
}

interface Submitted {
  readonly type: string;
  readonly time: string;
  readonly data: { readonly proposalId: string; readonly revision: number; readonly content: unknown };
}

/** Holds a receipt against the entry that it names, everything hashed anew. */
export function checkReceipt(receipt: Receipt, { envelope, salt, payload }: ServedEntry): Checked {
  const found: string[] = [];
  const compare = (what: string, said: unknown, is: unknown): void => {
    if (said !== is) found.push(`${what}: the receipt says ${String(said)}, the log ${String(is)}`);
  };
  const said = JSON.parse(envelope) as Record<string, string>;
  compare('leafHash', receipt.leafHash, sha256(Buffer.of(0), envelope));
  compare('entryId', receipt.entryId, said.id);
  compare('recordedAt', receipt.recordedAt, said.recordedat);
  const [, , fund, service] = (said.source ?? '').split('/');
  compare('position', receipt.position, `${service}/${fund}/${said.sequence}`);
  compare('fundId', receipt.fundId, fund);
  if (salt === null || payload === null) return { content: false, differences: found };

  if (sha256(Buffer.from(salt, 'base64'), payload) !== said.datahash)
    found.push('payload: it is not the one whose hash the envelope names');
  const { type, time, data } = JSON.parse(payload) as Submitted;
  compare('submittedAt', receipt.submittedAt, time);
  compare('stage', receipt.stage, /full-proposal-submitted/.test(type) ? 'full' : 'concept-note');
  compare('proposalId', receipt.proposalId, data.proposalId);
  compare('revision', receipt.revision, data.revision);
  compare('contentSha256', receipt.contentSha256, contentHash(data.content));
  return { content: true, differences: found };
}

/** SHA-256 of a content as canonical JSON, RFC 8785. */
export function contentHash(content: unknown): string {
  return sha256(canonical(content));
}

function sha256(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** Keys in the order of their UTF-16 code units, no spaces; texts and numbers as ECMAScript prints them. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
}
