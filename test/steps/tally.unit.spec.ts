import { describe, expect, it } from 'vitest';
import { isGood, lastLine, sumOf, tallyOf } from './tally.ts';

describe('the tally of a run', () => {
  it('names skipped tests only where there are any', () => {
    expect(lastLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
    expect(lastLine({ passed: 12, failed: 1, skipped: 3 })).toBe('12 passed, 1 failed, 3 skipped');
    expect(lastLine({ passed: 12, failed: 0, skipped: 3 }, 'no broker')).toBe(
      '12 passed, 0 failed, 3 skipped (no broker)',
    );
    expect(lastLine({ passed: 12, failed: 0, skipped: 0 }, 'no broker')).toBe('12 passed, 0 failed');
  });

  it('counts a step without tests of its own as one test', () => {
    expect(tallyOf(undefined, true)).toEqual({ passed: 1, failed: 0, skipped: 0 });
    expect(tallyOf(undefined, false)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('counts a process that fails outside its tests as a failure', () => {
    expect(tallyOf({ passed: 7, failed: 0, skipped: 0 }, false)).toEqual({
      passed: 7,
      failed: 1,
      skipped: 0,
    });
    expect(tallyOf({ passed: 7, failed: 2, skipped: 0 }, false)).toEqual({
      passed: 7,
      failed: 2,
      skipped: 0,
    });
  });

  it('is not good when anything failed or when nothing ran', () => {
    expect(isGood({ passed: 1, failed: 0, skipped: 0 })).toBe(true);
    expect(isGood({ passed: 9, failed: 1, skipped: 0 })).toBe(false);
    expect(isGood({ passed: 0, failed: 0, skipped: 4 })).toBe(false);
    expect(isGood(sumOf([]))).toBe(false);
  });

  it('adds up over the steps', () => {
    const steps = [tallyOf({ passed: 4, failed: 1, skipped: 2 }, false), tallyOf(undefined, true)];
    expect(sumOf(steps)).toEqual({ passed: 5, failed: 1, skipped: 2 });
  });
});
