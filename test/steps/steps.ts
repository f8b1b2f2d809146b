import type { Step } from './step.ts';

const minuteMs = 60_000;

/** What looks at the sources without running them; each counts as one test. */
export const staticSteps: readonly Step[] = [
  { name: 'format', command: 'biome', args: ['format', '--reporter=summary', '.'], timeoutMs: minuteMs },
  {
    name: 'lint',
    command: 'biome',
    args: ['check', '--formatter-enabled=false', '--error-on-warnings', '--diagnostic-level=warn', '.'],
    timeoutMs: minuteMs,
  },
  {
    name: 'promises and switches',
    command: 'oxlint',
    args: ['--type-aware', '--deny-warnings'],
    timeoutMs: minuteMs,
  },
  { name: 'types', command: 'tsc', args: ['-p', 'tsconfig.json'], timeoutMs: 2 * minuteMs },
];

/** The tests that need nothing but Node: unit specs, architecture, contracts. */
export const unitStep: Step = {
  name: 'unit and architecture tests',
  command: 'vitest',
  args: ['run', '--project', 'unit', '--reporter', 'default', '--reporter', './test/steps/vitest-tally.ts'],
  timeoutMs: 5 * minuteMs,
  counts: true,
};

/** Every test there is, with its output shown as it comes. */
export const allTestsStep: Step = {
  name: 'all tests',
  command: 'vitest',
  args: ['run', '--reporter', 'default', '--reporter', './test/steps/vitest-tally.ts'],
  timeoutMs: 45 * minuteMs,
  counts: true,
  live: true,
};
