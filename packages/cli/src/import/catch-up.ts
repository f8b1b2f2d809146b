import { setTimeout as pause } from 'node:timers/promises';
import { type AnswerOf, logRoutes } from '@mdtf/contracts';
import { type Connection, reasonOf, Unreachable } from '../connection.ts';

type Positions = AnswerOf<typeof logRoutes.listPositions>;

const FUNDS_AT_A_TIME = 4;
const POLL_PAUSE_MS = 10;
const LONGEST_POLL_PAUSE_MS = 250;

/** How long services may stand still before waiting for them is given up. */
export const STANDSTILL_MS = 60_000;

/**
 * Waits until in each of the funds every service has read what the others recorded; throws `Unreachable` at a standstill.
 * `commands` says how many there were for each: the fund with the most is waited for alone, so that asking costs little
 * while there is much to do.
 */
export async function catchUp(
  connection: Connection,
  persona: string,
  commands: ReadonlyMap<string, number>,
): Promise<void> {
  const [busiest, ...others] = [...commands].toSorted(([, a], [, b]) => b - a).map(([fund]) => fund);
  if (busiest === undefined) return;
  await waitForFund(connection, persona, busiest);
  const work = async (): Promise<void> => {
    for (let fund = others.pop(); fund !== undefined; fund = others.pop()) {
      await waitForFund(connection, persona, fund);
    }
  };
  await Promise.all(Array.from({ length: FUNDS_AT_A_TIME }, work));
}

async function waitForFund(
  { client, tokenOf, url }: Connection,
  persona: string,
  fundId: string,
): Promise<void> {
  const token = await tokenOf(persona);
  let seen = '';
  let movedAt = Date.now();
  let pauseMs = POLL_PAUSE_MS;
  while (Date.now() - movedAt < STANDSTILL_MS) {
    const answer = await client
      .call(logRoutes.listPositions, { params: { fundId }, token })
      .catch((error: unknown) => {
        throw new Unreachable(`${url} stopped answering (${reasonOf(error)}).`);
      });
    if (answer.ok && isSettled(answer.body)) return;
    const now = JSON.stringify(answer.body);
    if (now !== seen) movedAt = Date.now();
    seen = now;
    await pause(pauseMs);
    pauseMs = Math.min(pauseMs * 2, LONGEST_POLL_PAUSE_MS);
  }
  throw new Unreachable(
    `The services have not caught up with each other in fund ${fundId} for ${STANDSTILL_MS / 1000} s: ${seen}`,
  );
}

/** Whose logs are followed by all the others; reporting's is not. */
const FOLLOWED = ['committee', 'proposals', 'allocation'];

/** True when every service has read each followed log to its head. */
export function isSettled({ items }: Positions): boolean {
  const services = items.filter(({ service }) => service !== 'portal');
  return FOLLOWED.every((source) => {
    const head = services.find(({ service }) => service === source)?.head ?? null;
    return (
      head === null ||
      services.every(
        ({ service, read }) => service === source || read.some(({ position }) => position === head),
      )
    );
  });
}
