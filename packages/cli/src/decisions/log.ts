import { createHash } from 'node:crypto';
import { type AnswerOf, type Client, type CommitteeEvent, logRoutes } from '@mdtf/contracts';

/** An entry of the committee's log, taken apart and checked against its hashes. */
export interface CheckedEntry {
  readonly sequence: string;
  readonly id: string;
  readonly leafHash: string;
  readonly time: string;
  readonly recordedAt: string;
  readonly actor: string;
  readonly event: CommitteeEvent;
}

/** A log that is not what its own hashes say, or that the caller may not read in full. */
export class UnsoundLog extends Error {
  override readonly name = 'UnsoundLog';
}

type Entry = AnswerOf<typeof logRoutes.listLogEntries>['items'][number];

const PAGE = 1_000;
/** Entries of one log that are read at most. */
const MAX_ENTRIES = 1_000_000;
const NO_ENTRY = '0'.repeat(64);

/** The whole of a fund's committee log, each entry hashed anew and found to follow the one before; throws UnsoundLog. */
export async function readCommitteeLog(
  client: Client,
  fundId: string,
  token: string,
): Promise<readonly CheckedEntry[]> {
  const entries: CheckedEntry[] = [];
  let before = NO_ENTRY;
  while (entries.length < MAX_ENTRIES) {
    const query = { after: String(entries.length), limit: PAGE };
    const params = { fundId, service: 'committee' as const };
    const page = await client.call(logRoutes.listLogEntries, { params, query, token });
    if (!page.ok) throw new UnsoundLog(page.body.detail ?? page.body.title);
    if (page.body.items.length === 0) return entries;
    for (const item of page.body.items) {
      const entry = checked(item, before, entries.length + 1);
      before = entry.leafHash;
      entries.push(entry);
    }
  }
  throw new UnsoundLog(`The log has more than ${MAX_ENTRIES} entries`);
}

function checked({ envelope, salt, payload }: Entry, before: string, sequence: number): CheckedEntry {
  const said = JSON.parse(envelope) as Record<string, string>;
  if (said.sequence !== String(sequence))
    throw new UnsoundLog(`Entry ${sequence} is not there: ${said.sequence} is`);
  if (said.prevhash !== before) throw new UnsoundLog(`Entry ${sequence} does not follow the one before it`);
  if (salt === null || payload === null)
    throw new UnsoundLog(`Entry ${sequence} is not for this caller: use an auditor’s token`);
  const hash = createHash('sha256').update(Buffer.from(salt, 'base64')).update(payload).digest('hex');
  if (hash !== said.datahash)
    throw new UnsoundLog(`The payload of entry ${sequence} is not the one that was recorded`);
  const told = JSON.parse(payload) as Record<string, string> & { readonly data: unknown };
  const leafHash = createHash('sha256').update(Buffer.of(0)).update(envelope).digest('hex');
  const event = { type: typeOf(told.type ?? ''), data: told.data } as CommitteeEvent;
  const { id = '', recordedat: recordedAt = '' } = said;
  return {
    sequence: `${sequence}`,
    id,
    leafHash,
    time: told.time ?? '',
    recordedAt,
    actor: told.actor ?? '',
    event,
  };
}

/** mdtf.committee.decision-taken.v1 is DecisionTaken. */
function typeOf(wireType: string): string {
  const name = wireType.split('.')[2] ?? '';
  return name.replaceAll(/(^|-)([a-z0-9])/g, (_all, _dash, letter: string) => letter.toUpperCase());
}
