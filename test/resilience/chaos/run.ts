import { parseArgs } from 'node:util';
import { runChaos } from './chaos.ts';
import { ALL_FAULTS } from './faults/index.ts';
import { tellReport } from './report.ts';
import { untilOver } from './schedule.ts';

const USAGE =
  'npm run chaos -- [--minutes NUMBER] [--seed NUMBER] [--short] [--only PART_OF_A_NAME] [--nodes 1|3] [--keep]';
const MAX_MINUTES = 1_440;
const HALF_A_MINUTE_MS = 30_000;
const MAX_SEED = 2 ** 32 - 1;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    short: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    nodes: { type: 'string', default: '3' },
    keep: { type: 'boolean', default: false },
  },
});
const minutes = numberUpTo(values.minutes, MAX_MINUTES);
const faults = ALL_FAULTS.filter(({ name, of }) => `${of}: ${name}`.includes(values.only));
if (faults.length === 0) fail(`No fault is called "${values.only}".`);

// The fault under way is healed, everything is compared, and nothing is left.
const stop = new AbortController();
process.once('SIGINT', () => stop.abort());

const report = await runChaos({
  seed: numberUpTo(values.seed, MAX_SEED),
  stage: {
    nodes: values.nodes === '1' ? 1 : 3,
    replicas: 2,
    connections: 5,
    writers: 6,
    restMs: 100,
    keep: values.keep,
  },
  // Of twenty minutes Kafka may be away for ten.
  holdAtMostMs: values.short ? 0 : minutes * HALF_A_MINUTE_MS,
  faults,
  schedule: (chance, possible) => untilOver(minutes, chance, possible, stop.signal),
  say: console.log,
});
tellReport(report, console.log);
process.exitCode = report.violations.length === 0 ? 0 : 1;

function numberUpTo(text: string, most: number): number {
  const number = Number(text);
  return number >= 0 && number <= most ? number : fail(`${text} is no number up to ${most}.`);
}

function fail(why: string): never {
  console.error(`${why} ${USAGE}`);
  process.exit(2);
}
