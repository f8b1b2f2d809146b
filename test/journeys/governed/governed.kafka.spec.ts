import type { Apart } from '@mdtf/cli/apart';
import { afterAll, beforeAll, describe } from 'vitest';
import { startApartSystem } from '../apart-system.ts';
import { moveClockAt } from '../fund-clock.ts';
import { peopleOf } from '../people-of-system.ts';
import { governedJourneys } from './journeys.ts';

const TIMEOUT_MS = 300_000;

describe('over five processes and Kafka', () => {
  const stack = new AsyncDisposableStack();
  let system: Apart;

  beforeAll(async () => {
    system = await startApartSystem(stack);
  }, TIMEOUT_MS);

  afterAll(() => stack.disposeAsync(), TIMEOUT_MS);

  governedJourneys(
    () => ({
      people: peopleOf(system.url, 'governed'),
      moveClock: (fundId, now) => moveClockAt(system.url, fundId, now),
    }),
    TIMEOUT_MS,
  );
});
