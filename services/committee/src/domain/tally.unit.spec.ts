import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ballot } from './shapes.ts';
import { type Ballots, tallyOf } from './tally.ts';

const SEATS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
const CONSENSUS_THEN_TWO_THIRDS = { first: 'consensus', otherwise: 'two-thirds' } as const;

const ballots = (votes: { for: number; against: number; abstain: number }): Ballots =>
  Object.fromEntries(
    [
      ...Array(votes.for).fill('for'),
      ...Array(votes.against).fill('against'),
      ...Array(votes.abstain).fill('abstain'),
    ].map((ballot: Ballot, at) => [SEATS[at], ballot]),
  );

describe('counting the votes', () => {
  it('P3, 20 May: 2 for, 5 against, 1 abstains; 5 of 7 are needed, it is not carried', () => {
    expect(tallyOf(CONSENSUS_THEN_TWO_THIRDS, ballots({ for: 2, against: 5, abstain: 1 }), SEATS)).toEqual({
      method: 'two-thirds',
      for: 2,
      against: 5,
      abstained: 1,
      cast: 7,
      needed: 5,
      carried: false,
    });
  });

  it('P4’s waiver, 27 March: 1 for, 7 against, 1 abstains; 6 of 8 are needed, it is not carried', () => {
    expect(
      tallyOf(CONSENSUS_THEN_TWO_THIRDS, ballots({ for: 1, against: 7, abstain: 1 }), SEATS),
    ).toMatchObject({
      cast: 8,
      needed: 6,
      carried: false,
    });
  });

  it('carries by consensus when nobody is against, silent or abstaining seats included', () => {
    expect(tallyOf(CONSENSUS_THEN_TWO_THIRDS, {}, SEATS)).toMatchObject({
      method: 'consensus',
      cast: 0,
      carried: true,
    });
    const abstaining = ballots({ for: 3, against: 0, abstain: 2 });
    expect(tallyOf(CONSENSUS_THEN_TWO_THIRDS, abstaining, SEATS)).toMatchObject({
      method: 'consensus',
      carried: true,
    });
  });

  it('carries exactly at two thirds of the votes cast', () => {
    const of = (inFavour: number, against: number) =>
      tallyOf(CONSENSUS_THEN_TWO_THIRDS, ballots({ for: inFavour, against, abstain: 0 }), SEATS).carried;
    expect([of(6, 3), of(5, 3), of(4, 2), of(3, 2)]).toEqual([true, false, true, false]);
  });

  it('leaves it at no decision where the charter knows nothing but consensus', () => {
    const only = { first: 'consensus', otherwise: 'none' } as const;
    expect(tallyOf(only, ballots({ for: 8, against: 1, abstain: 0 }), SEATS)).toMatchObject({
      method: 'consensus',
      carried: false,
    });
  });

  it('counts no ballot of a seat that is recused or has left', () => {
    const given = ballots({ for: 2, against: 5, abstain: 1 });
    expect(tallyOf(CONSENSUS_THEN_TWO_THIRDS, given, ['1', '2'])).toMatchObject({
      for: 2,
      against: 0,
      carried: true,
    });
  });

  it('never carries an approval with fewer votes than are needed, nor by nobody’s vote where votes are counted', () => {
    const method = fc.record({
      first: fc.constantFrom('consensus' as const, 'majority' as const, 'two-thirds' as const),
      otherwise: fc.constantFrom('majority' as const, 'two-thirds' as const, 'none' as const),
    });
    const given = fc.dictionary(
      fc.constantFrom(...SEATS),
      fc.constantFrom<Ballot>('for', 'against', 'abstain'),
    );
    fc.assert(
      fc.property(method, given, fc.subarray(SEATS), (charter, votes, present) => {
        const tally = tallyOf(charter, votes, present);
        expect(tally.cast).toBe(tally.for + tally.against);
        if (tally.method === 'consensus') expect(tally.carried).toBe(tally.against === 0);
        else {
          expect(tally.carried).toBe(tally.for >= tally.needed);
          expect(tally.needed).toBeGreaterThanOrEqual(1);
          if (tally.method === 'two-thirds') expect(3 * tally.needed).toBeGreaterThanOrEqual(2 * tally.cast);
          else expect(2 * tally.needed).toBeGreaterThan(tally.cast);
        }
      }),
    );
  });
});
