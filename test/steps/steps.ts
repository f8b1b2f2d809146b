import type { Step } from './step.ts';

// Bounds of what hangs, not of what is slow: other work may be on the machine.
const minuteMs = 60_000;
const reporters = ['--reporter', 'default', '--reporter', './test/steps/vitest-tally.ts'];

/** What looks at the sources without running them; each counts as one test. */
export const staticSteps: readonly Step[] = [
  { name: 'format', command: 'biome', args: ['format', '--reporter=summary', '.'], timeoutMs: 5 * minuteMs },
  {
    name: 'lint',
    command: 'biome',
    args: ['check', '--formatter-enabled=false', '--error-on-warnings', '--diagnostic-level=warn', '.'],
    timeoutMs: 5 * minuteMs,
  },
  {
    name: 'promises and switches',
    command: 'oxlint',
    args: ['--type-aware', '--deny-warnings'],
    timeoutMs: 5 * minuteMs,
  },
  {
    name: 'types',
    command: 'tsc',
    // What has been checked is kept with the packages, for the next run.
    args: [
      '-p',
      'tsconfig.json',
      '--incremental',
      '--tsBuildInfoFile',
      'node_modules/.cache/types.tsbuildinfo',
    ],
    timeoutMs: 5 * minuteMs,
  },
];

/** The tests that need nothing but Node: unit specs, architecture, contracts. */
export const unitStep: Step = {
  name: 'unit and architecture tests',
  command: 'vitest',
  args: ['run', '--project', 'unit', '--maxWorkers', '100%', ...reporters],
  timeoutMs: 5 * minuteMs,
  counts: true,
};

/** Every test that needs no broker, with its output shown as it comes. */
export const allTestsStep: Step = {
  name: 'tests without a broker',
  command: 'vitest',
  args: ['run', '--project', 'unit', '--project', 'integration', ...reporters],
  timeoutMs: 45 * minuteMs,
  counts: true,
  live: true,
};

/** The tests on a real Kafka, whose addresses are in MDTF_TEST_KAFKA_BROKERS. */
export const kafkaStep: Step = {
  name: 'tests on Kafka',
  command: 'vitest',
  args: ['run', '--project', 'kafka', ...reporters],
  timeoutMs: 45 * minuteMs,
  counts: true,
  live: true,
};
