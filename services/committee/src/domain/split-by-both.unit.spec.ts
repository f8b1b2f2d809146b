import { describe, expect, it } from 'vitest';
import { refuseOneSided } from './split-by-both.ts';

const split = [{ pot: 'pooled', windowId: 'W1', amount: { amount: '1.00', currency: 'USD' } }];
const secretariat = { person: 'a', role: 'secretariat' as const };
const treasurer = { person: 'b', role: 'treasurer' as const };
const both = { splitByBoth: true };

describe('a split that the charter wants from both sides', () => {
  it.each([
    ['nobody', [], 'secretariat'],
    ['the secretariat alone', [secretariat], 'treasurer'],
    ['a treasurer alone', [treasurer], 'secretariat'],
  ])('is not decided on as prepared by %s', (_who, splitBy, missing) => {
    expect(refuseOneSided({ split, splitBy }, both)).toMatchObject({
      rejection: { code: 'split-not-confirmed', params: { missing } },
    });
  });

  it('is decided on once both have prepared it, and by a charter that does not ask', () => {
    expect(refuseOneSided({ split, splitBy: [secretariat, treasurer] }, both)).toBeUndefined();
    expect(refuseOneSided({ split, splitBy: [secretariat] }, {})).toBeUndefined();
    expect(refuseOneSided({ split: [] }, both)).toBeUndefined();
  });
});
