import { setTimeout as pause } from 'node:timers/promises';
import { type AnswerOf, bulkRoutes, MAX_BULK_ITEMS } from '@mdtf/contracts';
import { type Connection, reasonOf, Unreachable } from '../connection.ts';
import { type ImportCommand, keyForAskingAgain } from './command.ts';

/** The answer to one command. */
export type BulkAnswer = AnswerOf<typeof bulkRoutes.bulk>['items'][number];

/** Sends commands in bulk; gives each its answer once it is accepted or refused for good. */
export interface BulkSender {
  send(persona: string, commands: readonly ImportCommand[]): Promise<readonly BulkAnswer[]>;
}

/** How many commands go into one request at most. */
export const BATCH_COMMANDS = Math.min(250, MAX_BULK_ITEMS);

/** How large a request grows at most, well below the 8 MiB that the bulk route takes. */
export const BATCH_BYTES = 2 * 1024 * 1024;

const MAX_ATTEMPTS = 12;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

/**
 * A sender over a connection. Commands too many for the system (503, 429) and requests that got no answer are sent again
 * under the same keys, with growing pauses, a bounded number of times; then `Unreachable` is thrown. What an earlier run
 * was refused is asked once more under a new key.
 */
export function bulkSender(connection: Connection, now: string): BulkSender {
  return {
    async send(persona, commands) {
      const answers = await sendUntilAnswered(connection, persona, commands);
      const again = commands.flatMap((command, at) => (isOldRefusal(answers[at]) ? [{ command, at }] : []));
      if (again.length === 0) return answers;
      const renewed = again.map(({ command }) => ({
        ...command,
        idempotencyKey: keyForAskingAgain(command.idempotencyKey, now),
      }));
      const later = await sendUntilAnswered(connection, persona, renewed);
      const all = [...answers];
      for (const [n, { at }] of again.entries()) all[at] = later[n] as BulkAnswer;
      return all;
    },
  };
}

const isOldRefusal = (answer: BulkAnswer | undefined): boolean =>
  answer?.replayed === true && answer.status >= 400 && !saysAlready(answer);

/** True where a refusal says that the thing is there, or done, already. */
export function saysAlready({ status, body }: BulkAnswer): boolean {
  const { type = '' } = (body ?? {}) as { type?: string };
  return status === 409 && /:already-[a-z-]+$/.test(type);
}

async function sendUntilAnswered(
  connection: Connection,
  persona: string,
  commands: readonly ImportCommand[],
): Promise<readonly BulkAnswer[]> {
  const answers: BulkAnswer[] = [];
  let waiting = commands.map((command, at) => ({ command, at }));
  let said = '';
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    if (attempt > 0) await pause(Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS));
    const asked = await request(
      connection,
      persona,
      waiting.map(({ command }) => command),
    );
    if ('failed' in asked) {
      said = asked.failed;
      continue;
    }
    const busy: typeof waiting = [];
    for (const [n, item] of waiting.entries()) {
      const answer = asked.items[n];
      if (answer === undefined || isTooBusy(answer.status)) busy.push(item);
      else answers[item.at] = answer;
    }
    if (busy.length === 0) return answers;
    said = 'it is too busy';
    waiting = busy;
  }
  throw new Unreachable(
    `${connection.url} did not take ${waiting.length} commands in ${MAX_ATTEMPTS} attempts: ${said}. ` +
      'The import can be run again; what is recorded stays recorded.',
  );
}

const isTooBusy = (status: number): boolean => status === 503 || status === 429;

async function request(
  { client, tokenOf, url }: Connection,
  persona: string,
  commands: readonly ImportCommand[],
): Promise<{ readonly items: readonly BulkAnswer[] } | { readonly failed: string }> {
  const items = commands.map(({ path, body, time, provenance, idempotencyKey }) => ({
    method: 'POST' as const,
    path,
    idempotencyKey,
    provenance,
    ...(body === undefined ? {} : { body }),
    ...(time === undefined ? {} : { time }),
  }));
  const token = await tokenOf(persona);
  const answer = await client
    .call(bulkRoutes.bulk, { body: { items }, token })
    .catch((error: unknown) => ({ unanswered: reasonOf(error) }));
  if ('unanswered' in answer) return { failed: answer.unanswered };
  if (answer.ok) return { items: answer.body.items };
  const { status, body } = answer;
  if (isTooBusy(status)) return { failed: body.detail ?? 'it is too busy' };
  throw new Unreachable(`${url} refused the request (${status}): ${body.detail ?? body.title}.`);
}
