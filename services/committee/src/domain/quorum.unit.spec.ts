import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quorumOf } from './quorum.ts';
import { demonstrationCharter } from './testing/demonstration-charter.ts';

const charter = demonstrationCharter;
const VOTING = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

describe('quorum of the committee', () => {
  it('counts nine seats with a vote and none of the three without', () => {
    const all = quorumOf(
      charter,
      charter.seats.map(({ id }) => id),
      [],
    );
    expect(charter.seats).toHaveLength(12);
    expect(all).toMatchObject({ entitled: VOTING, present: VOTING, recused: [], needed: 6, met: true });
  });

  it('with seat 5 recused and seat 9 absent: entitled 8, needs 6, present 7, donors 4, developing countries 2', () => {
    expect(quorumOf(charter, ['1', '2', '3', '4', '5', '6', '7', '8'], ['5'])).toEqual({
      entitled: ['1', '2', '3', '4', '6', '7', '8', '9'],
      present: ['1', '2', '3', '4', '6', '7', '8'],
      recused: ['5'],
      needed: 6,
      constituencies: [
        { constituency: 'donors', present: 4, needed: 2 },
        { constituency: 'developing-countries', present: 2, needed: 2 },
      ],
      met: true,
    });
  });

  it('fails when recusals leave a constituency below its minimum, however many are present', () => {
    const quorum = quorumOf(charter, VOTING, ['5', '6']);
    expect(quorum).toMatchObject({ needed: 5, met: false });
    expect(quorum.constituencies).toContainEqual({
      constituency: 'developing-countries',
      present: 1,
      needed: 2,
    });
  });

  it('fails one seat below two thirds of those entitled', () => {
    expect(quorumOf(charter, ['1', '2', '5', '6', '8'], []).met).toBe(false);
    expect(quorumOf(charter, ['1', '2', '5', '6', '8', '9'], []).met).toBe(true);
  });

  it('is never met by nobody, whatever share the charter asks', () => {
    const nothingAsked = {
      ...charter,
      quorum: { share: { numerator: 0, denominator: 1 }, minimumPresent: {} },
    };
    expect(quorumOf(nothingAsked, [], []).met).toBe(false);
    expect(quorumOf(charter, VOTING, VOTING).met).toBe(false);
  });

  it('never gets easier by an absence, and never counts a recused seat', () => {
    fc.assert(
      fc.property(
        fc.subarray(VOTING),
        fc.subarray(VOTING),
        fc.constantFrom(...VOTING),
        (attending, recused, leaver) => {
          const before = quorumOf(charter, attending, recused);
          const after = quorumOf(
            charter,
            attending.filter((seat) => seat !== leaver),
            recused,
          );
          expect(after.met && !before.met).toBe(false);
          expect(before.present.some((seat) => recused.includes(seat))).toBe(false);
          expect(before.present.every((seat) => before.entitled.includes(seat))).toBe(true);
          expect(3 * before.needed).toBeGreaterThanOrEqual(2 * before.entitled.length);
        },
      ),
    );
  });
});
