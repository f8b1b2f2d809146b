import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AllInOne, startAllInOne } from '@mdtf/all-in-one';
import { afterAll, beforeAll, describe } from 'vitest';
import { moveClockAt } from '../fund-clock.ts';
import { peopleOf } from '../people-of-system.ts';
import { governedJourneys } from './journeys.ts';

const TIMEOUT_MS = 120_000;

describe('in one process', () => {
  let folder: string;
  let system: AllInOne;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mdtf-governed-'));
    system = await startAllInOne({ dataFolder: folder, port: 0, durable: false, checkAnswers: true });
  }, TIMEOUT_MS);

  afterAll(async () => {
    await system?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  governedJourneys(
    () => ({
      people: peopleOf(system.url, 'governed'),
      moveClock: (fundId, now) => moveClockAt(system.url, fundId, now),
    }),
    TIMEOUT_MS,
  );
});
