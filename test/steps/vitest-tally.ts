import type { Reporter, SerializedError, TestModule } from 'vitest/node';
import type { Tally } from './tally.ts';

/** A Vitest reporter that sends the run's tally to the process that started it. */
export default class VitestTally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    process.send?.(tallyOfModules(modules, unhandled.length));
  }
}

/** Tests by outcome; a file that cannot be loaded and an error outside every test count as a failed test each. */
export function tallyOfModules(modules: readonly TestModule[], errorsOutside: number): Tally {
  const tally = { passed: 0, failed: errorsOutside, skipped: 0 };
  for (const module of modules) {
    let failed = 0;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') tally.passed += 1;
      else if (state === 'skipped') tally.skipped += 1;
      else failed += 1;
    }
    tally.failed += failed === 0 && !module.ok() ? 1 : failed;
  }
  return tally;
}
