import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAllInOne } from '@mdtf/all-in-one';
import { moveClockAt } from '../journeys/fund-clock.ts';
import { peopleOf } from '../journeys/people-of-system.ts';
import { closeBooks, verifyDecisions } from './closing.ts';
import { FUND, found } from './founding.ts';
import { live } from './live.ts';
import { planOf } from './plan.ts';
import type { Year } from './tally.ts';

export interface YearRun {
  readonly year: Year;
  readonly records: { readonly line: string; readonly equal: boolean };
}

const FOUNDED = '2010-01-04T08:00:00.000Z';

/** A year of a larger fund in simulated time, over HTTP against the whole system, which is put away afterwards. */
export async function runYear(seed: number): Promise<YearRun> {
  const folder = await mkdtemp(join(tmpdir(), 'mdtf-year-'));
  try {
    await using system = await startAllInOne({ dataFolder: folder, port: 0, durable: false });
    const people = peopleOf(system.url, `year-${seed}`);
    const clock = (now: string): Promise<void> => moveClockAt(system.url, FUND, now);
    await clock(FOUNDED);
    await found(people);
    const { year, book } = await live(people, planOf(seed), clock);
    await closeBooks(people, year, book);
    return { year, records: await verifyDecisions(system.url) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
