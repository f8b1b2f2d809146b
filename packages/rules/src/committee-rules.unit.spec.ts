import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DecisionMethodFacts, evaluate, type SeatAtItem, votesNeeded } from './index.ts';

const codes = (changes: readonly { readonly code: string }[]) => changes.map(({ code }) => code);

describe('votes', () => {
  const counted = (facts: Partial<DecisionMethodFacts>) =>
    evaluate(
      'R17',
      'decision',
      { method: 'two-thirds', for: 0, against: 0, abstained: 0, constituencies: [], ...facts },
      {},
    );
  const outcome = (facts: Partial<DecisionMethodFacts>) => counted(facts).outcome;

  it('carry by consensus when nobody is against', () => {
    expect(outcome({ method: 'consensus', for: 7 })).toBe('pass');
    expect(outcome({ method: 'consensus' })).toBe('pass');
    const one = counted({ method: 'consensus', for: 7, against: 1 });
    expect(one).toMatchObject({ outcome: 'block', numerator: '7', denominator: '8' });
    expect(one.changes).toMatchObject([
      { code: 'votes-for-committee', action: { en: '1 against in the committee give way.' } },
    ]);
    expect(one.explanation.en).toContain('Consensus needs that nobody is against.');
  });

  it('carry by two thirds of those cast: 5 of 7 needed, 6 of 8 needed', () => {
    expect(counted({ for: 5, against: 2, abstained: 1 })).toMatchObject({
      outcome: 'pass',
      denominator: '7',
    });
    expect(outcome({ for: 2, against: 5, abstained: 1 })).toBe('block');
    expect(outcome({ for: 6, against: 2 })).toBe('pass');
    expect(outcome({ for: 5, against: 3 })).toBe('block');
    expect(outcome({ for: 2, against: 1 })).toBe('pass');
    expect(counted({ for: 1, against: 7, abstained: 1 }).explanation.en).toContain(
      '6 of 8 votes cast are needed (two thirds). 5 short in the committee.',
    );
    expect(counted({ for: 1, against: 7 }).explanation.fr).toContain('Il en manque 5 dans le comité.');
  });

  it('carry by a majority above one half; a tie does not carry, nor does no vote', () => {
    expect(outcome({ method: 'majority', for: 4, against: 3 })).toBe('pass');
    expect(outcome({ method: 'majority', for: 3, against: 3 })).toBe('block');
    expect(outcome({ method: 'majority', for: 1 })).toBe('pass');
    expect(outcome({ method: 'majority' })).toBe('block');
    expect(outcome({ method: 'two-thirds' })).toBe('block');
    expect(counted({ method: 'majority', for: 1, against: 2 }).explanation.en).toContain(
      '2 of 3 votes cast are needed (majority).',
    );
    expect(counted({ method: 'majority', for: 1, against: 2 }).explanation.fr).toContain('(majorité)');
    expect(counted({ for: 1, against: 2 }).explanation.fr).toContain('(deux tiers)');
    expect(votesNeeded('majority', 0)).toBe(1);
    expect(votesNeeded('two-thirds', 0)).toBe(1);
  });

  it('carry by constituency with a majority in each that votes, not with one in none', () => {
    const by = (...constituencies: DecisionMethodFacts['constituencies']) =>
      counted({
        method: 'per-constituency',
        for: constituencies.reduce((sum, each) => sum + each.for, 0),
        against: constituencies.reduce((sum, each) => sum + each.against, 0),
        constituencies,
      });
    const [donors, silent] = [
      { id: 'donors', for: 4, against: 0 },
      { id: 'stakeholders', for: 0, against: 0 },
    ];
    expect(by(donors, { id: 'countries', for: 2, against: 1 }, silent).outcome).toBe('pass');
    expect(by(donors).outcome).toBe('pass');
    const tied = by(donors, { id: 'countries', for: 1, against: 1 }, silent);
    expect(tied).toMatchObject({ outcome: 'block', numerator: '5', denominator: '6' });
    expect(codes(tied.changes)).toEqual(['votes-cast-countries', 'votes-against-countries']);
    expect(tied.explanation.en).toContain(
      'A majority is needed in each constituency that votes. 1 short in constituency countries.',
    );
    expect(tied.explanation.fr).toContain('dans le collège countries');
    expect(by(donors, { id: 'countries', for: 0, against: 1 }).outcome).toBe('block');
    expect(codes(by(silent).changes)).toEqual(['votes-against-committee']);
  });

  it('changed as proposed carry, and one fewer does not', () => {
    const votes = fc.integer({ min: 0, max: 60 });
    const methods = fc.constantFrom('majority' as const, 'two-thirds' as const);
    fc.assert(
      fc.property(votes, votes, methods, (given, against, method) => {
        for (const { code, action } of counted({ for: given, against, method }).changes) {
          const n = Number(/^\d+/.exec(action.en)?.[0]);
          const after = (k: number) =>
            code === 'votes-cast-committee'
              ? outcome({ for: given + k, against: against - k, method })
              : outcome({ for: given + k, against, method });
          expect([code, after(n), after(n - 1)]).toEqual([code, 'pass', 'block']);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are not asked to change where there are too few to change', () => {
    expect(codes(counted({}).changes)).toEqual(['votes-against-committee']);
    expect(codes(counted({ against: 1 }).changes)).toEqual([
      'votes-cast-committee',
      'votes-against-committee',
    ]);
  });
});

describe('interests', () => {
  const seat = (of: Partial<SeatAtItem>): SeatAtItem => ({
    seat: 'seat-5',
    interest: 'none',
    own: false,
    voted: true,
    ...of,
  });
  const judged = (...seats: SeatAtItem[]) => evaluate('R18', 'decision', { seats }, {});

  it('that are declared are ruled a disclosure or a recusal', () => {
    expect(judged(seat({}), seat({ seat: 'seat-6', interest: 'disclosure' }))).toMatchObject({
      outcome: 'pass',
      numerator: '0',
      denominator: '2',
      explanation: {
        en: 'Interests disclosed: seat-6. Recused: none.',
        fr: 'Intérêts déclarés\u00a0: seat-6. Déports\u00a0: aucun.',
      },
    });
    expect(codes(judged(seat({ interest: 'declared' })).changes)).toEqual(['ruling-seat-5']);
  });

  it('keep the recused from voting', () => {
    const recused = seat({ interest: 'recusal', voted: false });
    expect(judged(recused).outcome).toBe('pass');
    expect(judged(recused).explanation.en).toContain('Recused: seat-5.');
    expect(codes(judged(seat({ interest: 'recusal' })).changes)).toEqual(['ballot-seat-5']);
  });

  it('keep an organisation from deciding on its own proposal', () => {
    expect(codes(judged(seat({ own: true })).changes)).toEqual(['recusal-seat-5']);
    expect(codes(judged(seat({ own: true, interest: 'disclosure' })).changes)).toEqual(['recusal-seat-5']);
    expect(judged(seat({ own: true, interest: 'recusal', voted: false })).outcome).toBe('pass');
  });

  it('are nothing to judge where no seat is entitled', () => {
    expect(judged().outcome).toBe('not-applicable');
  });
});
