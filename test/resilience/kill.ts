import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '@mdtf/postgres';
import { peopleOf } from '../journeys/people-of-system.ts';
import { establishTrialFund, give, registerOrganisations } from '../journeys/trial-fund.ts';
import { whatWasKept } from './kept.ts';
import { startSystem } from './system-process.ts';
import { writeOn } from './writers.ts';

/** What a run of kills came to. */
export interface KillReport {
  readonly kills: number;
  readonly acknowledged: number;
  /** Commands that had to be sent more than once. */
  readonly repeated: number;
  readonly violations: readonly string[];
}

const FUNDS = ['north', 'south'];
const WRITERS = 16;
const MIN_WRITING_MS = 200;
const MORE_WRITING_MS = 900;

/** Kills the whole system again and again while it is written to, starts it on what is left, and counts what is there. */
export async function killUnderLoad(
  kills: number,
  say: (text: string) => void = () => {},
): Promise<KillReport> {
  const folder = await mkdtemp(join(tmpdir(), 'mdtf-kill-'));
  const port = await freePort();
  try {
    let system = await startSystem(folder, port);
    const people = peopleOf(system.url, 'kill');
    await registerOrganisations(people);
    for (const fund of FUNDS) {
      await establishTrialFund(people, fund);
      await give(people, fund, { pooled: 100_000n });
    }
    const writers = writeOn(people, FUNDS, WRITERS);
    for (let kill = 1; kill <= kills; kill += 1) {
      // Not always at the same point of what is going on.
      await pause(MIN_WRITING_MS + ((kill * 389) % MORE_WRITING_MS));
      await system.kill();
      system = await startSystem(folder, port);
      say(
        `Killed and started ${kill} of ${kills}; ${writers.written.filter(({ told }) => told).length} answered`,
      );
    }
    await writers.finish();
    for (const fund of FUNDS) await people.settle(fund);
    const { violations } = await whatWasKept(people, FUNDS, writers.written);
    await system[Symbol.asyncDispose]();
    return {
      kills,
      acknowledged: writers.written.filter(({ told }) => told === 'accepted').length,
      repeated: writers.written.filter(({ tries }) => tries > 1).length,
      violations,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
