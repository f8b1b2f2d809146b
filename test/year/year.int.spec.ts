import { describe, expect, it } from 'vitest';
import { runYear } from './year.ts';

const YEAR_TIMEOUT_MS = 300_000;

describe('a year of a larger fund', () => {
  it('goes as an independent model foretells it, and every decision record is as the log has it', {
    timeout: YEAR_TIMEOUT_MS,
  }, async () => {
    const { year, records } = await runYear(1);
    expect(year.differences).toEqual([]);
    expect(records).toMatchObject({ equal: true, line: expect.stringContaining('decision records') });
    const { counts } = year;
    expect(counts).toMatchObject({ 'non-objections': 12, 'waivers asked': 3 });
    // Otherwise the year would say nothing of what it is for.
    for (const what of ['allocated', 'not carried', 'deferred without a quorum', 'recusals'] as const)
      expect(counts[what], what).toBeGreaterThan(0);
  });
});
