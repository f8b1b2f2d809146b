import { largestSum, moneyOf } from '@mdtf/domain';
import { describe, expect, it } from 'vitest';
import { supposedWindows } from './suppose-window.ts';
import { wordSupposedWindow } from './supposition-words.ts';

const windows = [
  { id: 'W1', ceilingMinor: 200_000n },
  { id: 'W2', ceilingMinor: null },
];
const usd = (minor: bigint) => moneyOf(minor, 'USD');
const supposed = (windowId: string, by: { amount: string; currency: string }) =>
  supposedWindows(windows, { windowId, by }, { currency: 'USD', field: 'body.suppose.0' });

describe('a ceiling supposed otherwise', () => {
  it('changes that of its window alone', () => {
    expect(supposed('W1', usd(-50_000n))).toEqual([{ id: 'W1', ceilingMinor: 150_000n }, windows[1]]);
  });

  it('is of a window that the charter has, with a ceiling', () => {
    expect(supposed('W9', usd(1n))).toMatchObject({ field: 'body.suppose.0.windowId' });
    expect(supposed('W2', usd(1n))).toMatchObject({ code: 'no-ceiling', field: 'body.suppose.0.windowId' });
  });

  it('goes down to nothing, and not a cent further', () => {
    expect(supposed('W1', usd(-200_000n))).toMatchObject([{ ceilingMinor: 0n }, {}]);
    expect(supposed('W1', usd(-200_001n))).toMatchObject({ code: 'more-than-there-is' });
  });

  it('goes up to the most that a fund can hold, and not a cent further', () => {
    const most = largestSum('USD');
    expect(supposed('W1', usd(most - 200_000n))).toMatchObject([{ ceilingMinor: most }, {}]);
    expect(supposed('W1', usd(most - 199_999n))).toMatchObject({ code: 'too-large', category: 'invalid' });
  });

  it('is in the fund’s currency, to the cent', () => {
    expect(supposed('W1', { amount: '1.00', currency: 'EUR' })).toMatchObject({ code: 'wrong-currency' });
    expect(supposed('W1', { amount: '0.001', currency: 'USD' })).toMatchObject({
      code: 'invalid-amount',
      field: 'body.suppose.0.by',
    });
  });

  it('is said in a sentence, with what it is raised or lowered by', () => {
    const lower = wordSupposedWindow({ windowId: 'W1', by: usd(-50_000n) });
    expect(lower.en).toBe('The ceiling of window W1 is USD 500.00 lower.');
    expect(lower.fr).toMatch(/^Le plafond du guichet W1 est abaissé de 500,00\sUSD\.$/u);
    expect(wordSupposedWindow({ windowId: 'W1', by: usd(50_000n) }).en).toContain('USD 500.00 higher');
  });
});
