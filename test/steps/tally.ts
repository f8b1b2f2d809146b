/** How many tests of a step, or of a whole run, came out which way. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The tally of a run is the sum of its steps' tallies. */
export function sumOf(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, tally) => ({
      passed: sum.passed + tally.passed,
      failed: sum.failed + tally.failed,
      skipped: sum.skipped + tally.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** What a step counts as, given the tests it reported (if it reports any) and whether its process succeeded. */
export function tallyOf(reported: Tally | undefined, succeeded: boolean): Tally {
  if (reported === undefined) {
    return succeeded ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
  }
  // A process that fails without a failed test failed outside its tests, which must not go unseen.
  return succeeded || reported.failed > 0 ? reported : { ...reported, failed: 1 };
}

/** The last line of a run: `N passed, N failed`, and `, N skipped` only where tests were skipped, with the reason if it has one. */
export function lastLine({ passed, failed, skipped }: Tally, reason?: string): string {
  const because = reason === undefined ? '' : ` (${reason})`;
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped${because}` : ''}`;
}

/** A run is good when nothing failed and at least one test passed. */
export function isGood({ passed, failed }: Tally): boolean {
  return failed === 0 && passed > 0;
}
