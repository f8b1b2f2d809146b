import { whyNoLocalKafka } from '@mdtf/testing/brokers';
import { expect, it } from 'vitest';
import { runChaos } from './chaos.ts';
import { ALL_FAULTS } from './faults/index.ts';
import { eachOnce } from './schedule.ts';

const SEED = 20_080_520;
const TIMEOUT_MS = 240_000;

const STRUCK = [
  'a replica is killed',
  'a replica stands still, and goes on when another has taken over',
  'every process is killed at once',
];

// Brokers that are given to a run are not ours to kill.
const brokersOfOurOwn = (await whyNoLocalKafka()) === undefined;

it.runIf(brokersOfOurOwn)(
  'the services apart keep what they acknowledged, once, and agree with their logs, whatever dies under them',
  {
    timeout: TIMEOUT_MS,
  },
  async () => {
    const report = await runChaos({
      seed: SEED,
      stage: { nodes: 3, replicas: 2, connections: 5, writers: 4, restMs: 150 },
      hold: 'short',
      faults: ALL_FAULTS,
      schedule: (chance, possible) => eachOnce(STRUCK, chance, possible),
    });
    expect(report.violations).toEqual([]);
    expect(report).toMatchObject({ lost: 0, doubled: 0 });
    expect(report.acknowledged).toBeGreaterThan(0);
    expect(report.struck.length + report.impossible.length).toBeGreaterThanOrEqual(STRUCK.length);
  },
);
