import { whyNoLocalKafka } from '@mdtf/testing/brokers';
import { expect, it } from 'vitest';
import { runChaos } from './chaos.ts';
import { ALL_FAULTS } from './faults/index.ts';
import { eachOnce } from './schedule.ts';

const SEED = 20_080_520;
const TIMEOUT_MS = 600_000;

const STRUCK = [
  'a replica stands still, and goes on when another has taken over',
  'every process is killed at once',
  'a broker is killed',
  'two brokers are killed at once',
  'the database server is killed',
  'connections to the databases are cut one by one',
  'the disk of the database server is full',
  'entries of a fund never come to its topics, and later ones do',
  'the last entries of a fund never come to its topics',
  'everything is published a second time',
  'an entry of a fund cannot be handled, until somebody mends it and lets the stream go on',
  'an entry is as large as one may be, and another would be larger by a byte',
  'ten times as many clients as connections to the databases',
  'clients that send one byte a second',
  'a treasurer’s role is revoked while the committee’s log does not reach allocation',
  'a partner is flagged blocked while the committee’s log does not reach allocation',
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
      holdAtMostMs: 0,
      faults: ALL_FAULTS,
      schedule: (chance, possible) => eachOnce(STRUCK, chance, possible),
    });
    expect(report.violations).toEqual([]);
    expect(report).toMatchObject({ lost: 0, doubled: 0 });
    expect(report.acknowledged).toBeGreaterThan(0);
    const possible = STRUCK.filter((name) => !report.impossible.some((why) => why.startsWith(name)));
    expect(report.struck.map(({ fault }) => fault).sort()).toEqual(possible.sort());
  },
);
