import { readFile } from 'node:fs/promises';
import { logRoutes, submissionReceipt } from '@mdtf/contracts';
import { FAILED, readArguments, UsageError } from '../command-line.ts';
import { connectTo, DEFAULT_URL, reasonOf, Unreachable } from '../connection.ts';
import { checkReceipt, type Receipt, type ServedEntry } from '../receipts/check.ts';

const RECEIPTS_USAGE = 'mdtf receipts verify FILE [--as PERSONA] [--url URL]';

const options = {
  url: { type: 'string', default: DEFAULT_URL },
  as: { type: 'string', default: 'auditor' },
} as const;

/**
 * Holds a receipt of submission, or a submission's answer that has one, against the entry of the log that it names. The
 * exit code is 0 when all is equal, 1 when anything differs or the entry is not there, 2 when it could not be asked.
 */
export async function receipts(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, options, RECEIPTS_USAGE);
  const [verb, file] = positionals;
  if (verb !== 'verify' || file === undefined) throw new UsageError(`Usage: ${RECEIPTS_USAGE}`);
  const receipt = await readReceipt(file);
  if (receipt === undefined) {
    say(`${file} holds no receipt of submission.`);
    return FAILED;
  }
  const entry = await entryOf(receipt, values.url, values.as);
  const named = `${receipt.proposalId}, revision ${receipt.revision}`;
  if (entry === undefined) {
    say(`✗ ${named}: ${receipt.position} is not in the log.`);
    return 1;
  }
  const { content, differences } = checkReceipt(receipt, entry);
  for (const difference of differences) say(`✗ ${named}: ${difference}`);
  if (differences.length > 0) return 1;
  const what = content ? 'as the log has it' : 'named by the log; the content itself is not for this caller';
  say(`✓ ${named}: submitted at ${receipt.submittedAt}, ${what} (${receipt.position}).`);
  return 0;
}

async function readReceipt(file: string): Promise<Receipt | undefined> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UsageError(`${file} cannot be read (${reasonOf(error)}).`);
  });
  try {
    const given = JSON.parse(text) as { readonly receipt?: unknown };
    return submissionReceipt.safeParse(given.receipt ?? given).data;
  } catch {
    return undefined;
  }
}

async function entryOf(receipt: Receipt, at: string, persona: string): Promise<ServedEntry | undefined> {
  const { client, tokenOf, url } = connectTo(at);
  const sequence = Number(receipt.position.split('/')[2]);
  const params = { fundId: receipt.fundId, service: 'proposals' as const };
  const query = { after: String(Math.max(sequence - 1, 0)), limit: 1 };
  const answer = await client
    .call(logRoutes.listLogEntries, { params, query, token: await tokenOf(persona) })
    .catch((error: unknown) => {
      throw new Unreachable(`${url} does not answer (${reasonOf(error)}).`);
    });
  return answer.ok ? answer.body.items[0] : undefined;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
