import { minorOf } from '@mdtf/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  charterRuleProblems,
  completeCharterRules,
  evaluateOwn,
  MAX_CLAUSES,
  MAX_COMPARISONS,
  MAX_OWN_RULES,
  MAX_SUMMED,
  MAX_TEXTS,
  type OwnComparison,
  type OwnRule,
  type Quantities,
  type Relation,
} from './index.ts';

const both = (en: string, fr: string) => ({ en, fr });
const rule = (of: Partial<OwnRule>): OwnRule => ({
  id: 'F1',
  version: 1,
  source: 'Decision D12 of the committee',
  title: both('Small requests', 'Petites demandes'),
  explanation: both('A request stays small.', 'Une demande reste petite.'),
  severities: { proposal: 'block' },
  holds: [[{ quantities: ['requested'], is: 'at-most', amount: '250000' }]],
  ...of,
});
const comparing = (...comparisons: OwnComparison[]) => rule({ holds: [comparisons] });
const judged = (one: OwnRule, quantities: Quantities) =>
  evaluateOwn('proposal', quantities, 'USD', { own: [one] })[0];
const codes = (changes: readonly { readonly code: string }[] = []) => changes.map(({ code }) => code);

describe('a fund’s own rule', () => {
  it('is judged, worded and changed like one of the catalogue, a cent either side', () => {
    const verdict = judged(rule({}), { requested: 25_000_001n });
    expect(verdict).toMatchObject({
      rule: 'F1',
      version: 1,
      source: 'Decision D12 of the committee',
      outcome: 'block',
      numerator: '250000.01',
      limit: '250000.00',
      headroom: { amount: '-0.01', currency: 'USD' },
      changes: [{ code: 'requested', by: { amount: '0.01' }, to: { amount: '250000.00' } }],
    });
    expect(verdict?.explanation).toEqual({
      en: 'A request stays small. Asked from the fund: USD 250,000.01, to be at most USD 250,000.00, which it is not.',
      fr: 'Une demande reste petite. Demandé au fonds\u00a0: 250\u202f000,01\u00a0USD, doit être au plus 250\u202f000,00\u00a0USD, ce qui n’est pas le cas.',
    });
    expect(judged(rule({}), { requested: 25_000_000n })).toMatchObject({ outcome: 'pass', changes: [] });
    expect(judged(rule({}), { requested: 25_000_000n })?.explanation.en).not.toContain('which it is not');
  });

  it('compares with a percentage of other quantities, exactly', () => {
    const share = comparing({
      quantities: ['ownFunds', 'otherFunds'],
      is: 'at-least',
      percent: '20',
      of: ['budget'],
    });
    expect(judged(share, { ownFunds: 1n, otherFunds: 1n, budget: 10n })?.outcome).toBe('pass');
    expect(judged(share, { ownFunds: 1n, otherFunds: 1n, budget: 11n })).toMatchObject({
      outcome: 'block',
      denominator: '0.11',
      percent: '18.18',
      percentLimit: '20.00',
      limit: null,
      changes: [],
    });
    expect(judged(share, { ownFunds: 1n, otherFunds: 1n, budget: 11n })?.explanation.en).toContain(
      'to be at least USD 0.02… (20 % × budget)',
    );
    const whole = comparing({ quantities: ['requested'], is: 'at-most', of: ['budget'] });
    expect(judged(whole, { requested: 11n, budget: 11n })).toMatchObject({
      outcome: 'pass',
      denominator: null,
      limit: '0.11',
    });
    expect(judged(whole, { requested: 12n, budget: 11n })?.outcome).toBe('block');
    expect(judged(whole, { requested: 12n, budget: 11n })?.explanation.en).toContain('USD 0.11 (budget)');
  });

  it('holds when each list has a comparison that does, and offers each way out of a list', () => {
    const either = rule({
      holds: [
        [
          { quantities: ['countries'], is: 'at-least', number: 2 },
          { quantities: ['window'], is: 'one-of', texts: ['W2'] },
        ],
        [{ quantities: ['lengthMonths'], is: 'below', number: 25 }],
      ],
    });
    const of = (countries: number, window: string, lengthMonths: number) =>
      judged(either, { countries, window, lengthMonths });
    expect(of(2, 'W1', 24)?.outcome).toBe('pass');
    expect(of(1, 'W2', 24)?.outcome).toBe('pass');
    expect(of(1, 'W1', 24)).toMatchObject({ outcome: 'block', numerator: '1', headroom: null });
    expect(codes(of(1, 'W1', 24)?.changes)).toEqual(['countries', 'window']);
    expect(of(1, 'W1', 24)?.changes.map(({ action }) => action.en)).toEqual([
      'Change countries from 1 to 2.',
      'Choose one of W2 for window.',
    ]);
    expect(codes(of(1, 'W1', 25)?.changes)).toEqual(['countries', 'window', 'lengthMonths']);
    expect(of(2, 'W1', 25)?.explanation.en).toContain(
      'Countries: 2, to be at least 2. Window: W1, to be one of W2, which it is not.',
    );
  });

  it('applies only where its condition says, and once what it asks about is said', () => {
    const partnerships = rule({ when: [[{ quantities: ['kind'], is: 'one-of', texts: ['marketplace'] }]] });
    expect(judged(partnerships, { kind: 'marketplace', requested: 25_000_001n })?.outcome).toBe('block');
    const other = judged(partnerships, { kind: 'project', requested: 25_000_001n });
    expect(other).toMatchObject({ outcome: 'not-applicable', numerator: null });
    expect(other?.explanation.en).toBe('A request stays small. It does not apply here.');
    expect(judged(partnerships, { requested: 1n })?.explanation.en).toContain(
      'Not said yet: kind of proposal.',
    );
    expect(judged(rule({}), { requested: null })?.explanation.fr).toContain(
      'Pas encore indiqué\u00a0: demandé au fonds.',
    );
    expect(judged(rule({}), {})?.outcome).toBe('not-applicable');
  });

  it('is judged only where its charter judges it, and lifted by a waiver where it needs one', () => {
    const own = [rule({ severities: { proposal: 'needs-waiver', agenda: 'off' } })];
    const at = (place: 'proposal' | 'agenda' | 'decision') =>
      evaluateOwn(place, { requested: 25_000_001n }, 'USD', { own });
    expect([at('proposal').length, at('agenda').length, at('decision').length]).toEqual([1, 0, 0]);
    expect(at('proposal')[0]?.outcome).toBe('needs-waiver');
    const waivers = {
      subject: 'P1',
      at: '2008-05-20T07:00:00.000Z',
      granted: [{ id: 'D9', rule: 'F1', subject: 'P1', expires: null }],
    };
    expect(evaluateOwn('proposal', { requested: 25_000_001n }, 'USD', { own }, waivers)[0]).toMatchObject({
      outcome: 'waived',
      waiver: 'D9',
    });
    expect(evaluateOwn('proposal', {}, 'USD', {})).toEqual([]);
  });

  it.each([
    ['at-most', [true, true, false]],
    ['below', [true, false, false]],
    ['at-least', [false, true, true]],
    ['above', [false, false, true]],
    ['equal', [false, true, false]],
    ['not-equal', [true, false, true]],
  ] as const)('%s means the same of money, numbers and dates', (is, expected) => {
    const holds = (one: OwnComparison, values: readonly Quantities[]) =>
      values.map((quantities) => judged(comparing(one), quantities)?.outcome === 'pass');
    expect(
      holds({ quantities: ['requested'], is, amount: '0.02' }, [
        { requested: 1n },
        { requested: 2n },
        { requested: 3n },
      ]),
    ).toEqual(expected);
    expect(
      holds({ quantities: ['countries'], is, number: 2 }, [
        { countries: 1 },
        { countries: 2 },
        { countries: 3 },
      ]),
    ).toEqual(expected);
    const dates = [{ endDate: '2010-12-30' }, { endDate: '2010-12-31' }, { endDate: '2011-01-01' }];
    expect(holds({ quantities: ['endDate'], is, date: '2010-12-31' }, dates)).toEqual(expected);
  });

  it('chooses texts, and moves dates to the nearest that holds', () => {
    const none = comparing({ quantities: ['lead'], is: 'none-of', texts: ['iom', 'ilo'] });
    expect(judged(none, { lead: 'unfpa' })?.outcome).toBe('pass');
    expect(judged(none, { lead: 'ilo' })?.changes[0]?.action.fr).toContain('autre chose que iom, ilo');
    expect(judged(none, { lead: 'ilo' })).toMatchObject({
      outcome: 'block',
      numerator: 'ilo',
      changes: [{ code: 'lead', action: { en: 'Choose another than iom, ilo for lead organisation.' } }],
    });
    const dated = (is: Relation, endDate: string) =>
      judged(comparing({ quantities: ['endDate'], is, date: '2010-12-31' }), { endDate });
    expect(dated('below', '2010-12-31')?.changes[0]?.toDate).toBe('2010-12-30');
    expect(dated('above', '2010-12-31')?.changes[0]?.toDate).toBe('2011-01-01');
    expect(dated('at-least', '2010-12-30')?.changes[0]?.toDate).toBe('2010-12-31');
    expect(dated('not-equal', '2010-12-31')?.changes).toEqual([]);
    expect(dated('below', '2010-12-31')?.numerator).toBe('2010-12-31');
    const order = comparing({ quantities: ['startDate'], is: 'below', of: ['endDate'] });
    expect(judged(order, { startDate: '2008-01-01', endDate: '2008-01-02' })?.outcome).toBe('pass');
    expect(judged(order, { startDate: '2008-01-02', endDate: '2008-01-02' })?.outcome).toBe('block');
  });

  it('offers no change where two quantities are added, both sides are the same, or none would pass', () => {
    const changes = (one: OwnComparison, quantities: Quantities) =>
      codes(judged(comparing(one), quantities)?.changes);
    expect(
      changes(
        { quantities: ['requested', 'ownFunds'], is: 'at-most', amount: '0' },
        { requested: 1n, ownFunds: 0n },
      ),
    ).toEqual([]);
    expect(
      changes(
        { quantities: ['bankPart'], is: 'below', of: ['bankPart', 'requested'] },
        { bankPart: 1n, requested: 0n },
      ),
    ).toEqual([]);
    expect(changes({ quantities: ['requested'], is: 'below', amount: '0' }, { requested: 1n })).toEqual([]);
    expect(changes({ quantities: ['requested'], is: 'at-most', amount: '0' }, { requested: 1n })).toEqual([
      'requested',
    ]);
    expect(
      changes({ quantities: ['requested'], is: 'not-equal', amount: '0.01' }, { requested: 1n }),
    ).toEqual([]);
    expect(
      changes(
        { quantities: ['requested'], is: 'equal', percent: '50', of: ['budget'] },
        { requested: 1n, budget: 3n },
      ),
    ).toEqual([]);
    expect(
      changes(
        { quantities: ['requested'], is: 'equal', percent: '50', of: ['budget'] },
        { requested: 1n, budget: 4n },
      ),
    ).toEqual(['requested']);
  });

  it('changed as proposed holds, and a cent short of it does not', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 9n });
    const relation = fc.constantFrom<Relation>('at-most', 'below', 'at-least', 'above', 'equal');
    const percent = fc.integer({ min: 0, max: 300 });
    fc.assert(
      fc.property(amount, amount, relation, percent, (bankPart, requested, is, hundredth) => {
        const own = comparing({ quantities: ['bankPart'], is, percent: `${hundredth}`, of: ['requested'] });
        for (const { to } of judged(own, { bankPart, requested })?.changes ?? []) {
          const changed = minorOf(to ?? { amount: 'none', currency: 'USD' });
          const holds = (part: bigint) => judged(own, { bankPart: part, requested })?.outcome === 'pass';
          const back = changed < bankPart ? changed + 1n : changed - 1n;
          expect([holds(changed), holds(back)]).toEqual([true, false]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a fund’s own rules', () => {
  const paths = (...own: OwnRule[]) => charterRuleProblems({ own }).map(({ path }) => path);
  const compared = (of: Partial<OwnComparison>) =>
    paths(comparing({ quantities: ['requested'], is: 'at-most', ...of } as OwnComparison));
  const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

  it('are adopted when they can be judged wherever they are to be, and kept as they are', () => {
    expect(
      paths(
        rule({}),
        rule({ id: 'F2', when: [[{ quantities: ['kind'], is: 'none-of', texts: ['marketplace'] }]] }),
      ),
    ).toEqual([]);
    const own = [rule({})];
    expect(completeCharterRules({ own }).own).toEqual(own);
    expect(completeCharterRules({})).not.toHaveProperty(['own']);
  });

  it('are refused under an id of the catalogue, or the same id twice', () => {
    expect(paths(rule({ id: 'R1' }))).toEqual(['own.0.id']);
    expect(paths(rule({ id: 'F1000' }))).toEqual(['own.0.id']);
    expect(paths(rule({}), rule({}))).toEqual(['own.1.id']);
  });

  it('are refused where a quantity is not known, at all or at that place', () => {
    expect(paths(comparing({ quantities: ['toString'], is: 'at-most', amount: '1' }))).toEqual([
      'own.0.holds.0.0.quantities.0',
    ]);
    expect(paths(comparing({ quantities: ['payment'], is: 'at-most', amount: '1' }))).toEqual([
      'own.0.holds.0.0.quantities.0',
    ]);
    expect(paths(rule({ severities: { proposal: 'off', tranche: 'warn' } }))).toEqual([
      'own.0.holds.0.0.quantities.0',
    ]);
    expect(compared({ of: ['payment'] })).toEqual(['own.0.holds.0.0.of.0']);
    expect(
      paths(
        rule({
          severities: { pledged: 'warn' },
          holds: [[{ quantities: ['internal'], is: 'one-of', texts: ['no'] }]],
        }),
      ),
    ).toEqual([]);
  });

  it('are refused where a place or what is to happen there is unknown', () => {
    expect(paths(rule({ severities: { nowhere: 'warn' } as never, holds: [] }))).toContain(
      'own.0.severities.nowhere',
    );
    expect(paths(rule({ severities: { proposal: 'forbid' } as never }))).toEqual([
      'own.0.severities.proposal',
    ]);
  });

  it('are refused where two types are compared, or what cannot be added is', () => {
    expect(compared({ number: 1 })).toEqual(['own.0.holds.0.0']);
    expect(compared({ of: ['countries'] })).toEqual(['own.0.holds.0.0']);
    expect(compared({ quantities: ['requested', 'countries'], amount: '1' })).toEqual(['own.0.holds.0.0']);
    expect(
      paths(comparing({ quantities: ['startDate', 'endDate'], is: 'below', date: '2010-12-31' })),
    ).toEqual(['own.0.holds.0.0']);
    expect(
      paths(comparing({ quantities: ['startDate'], is: 'below', of: ['endDate', 'startDate'] })),
    ).toEqual(['own.0.holds.0.0']);
    expect(compared({ quantities: ['requested', 'ownFunds'], amount: '1' })).toEqual([]);
    expect(paths(comparing({ quantities: ['lengthMonths', 'countries'], is: 'above', number: 1 }))).toEqual(
      [],
    );
    expect(
      paths(comparing({ quantities: ['lengthMonths'], is: 'above', of: ['countries', 'partners'] })),
    ).toEqual([]);
  });

  it('are refused without exactly one right side, or with one that is no value', () => {
    expect(compared({})).toEqual(['own.0.holds.0.0']);
    expect(compared({ amount: '1', number: 1 })).toEqual(['own.0.holds.0.0']);
    expect(compared({ quantities: [], amount: '1' })).toEqual(['own.0.holds.0.0.quantities']);
    expect(compared({ amount: '1.234' })).toEqual(['own.0.holds.0.0.amount']);
    expect(compared({ of: [] })).toContain('own.0.holds.0.0.of');
    expect(compared({ amount: '1', percent: '7' })).toEqual(['own.0.holds.0.0.percent']);
    expect(compared({ of: ['budget'], percent: '7 %' })).toEqual(['own.0.holds.0.0.percent']);
    expect(compared({ of: ['budget'], percent: '7.25' })).toEqual([]);
    expect(paths(comparing({ quantities: ['countries'], is: 'at-most', number: 1.5 }))).toEqual([
      'own.0.holds.0.0.number',
    ]);
    expect(paths(comparing({ quantities: ['endDate'], is: 'at-most', date: '2010-02-30' }))).toEqual([
      'own.0.holds.0.0.date',
    ]);
    expect(paths(comparing({ quantities: ['lead'], is: 'one-of', texts: [] }))).toEqual([
      'own.0.holds.0.0.texts',
    ]);
    expect(
      paths(comparing({ quantities: ['countries'], is: 'at-most', percent: '7', of: ['partners'] })),
    ).toEqual([]);
    expect(
      paths(comparing({ quantities: ['startDate'], is: 'below', percent: '7', of: ['endDate'] })),
    ).toEqual(['own.0.holds.0.0.percent']);
    expect(
      paths(comparing({ quantities: ['startDate'], is: 'below', percent: '100', of: ['endDate'] })),
    ).toEqual([]);
  });

  it('are refused where texts are ordered, or numbers chosen', () => {
    expect(paths(comparing({ quantities: ['lead'], is: 'at-most', texts: ['iom'] }))).toEqual([
      'own.0.holds.0.0.is',
    ]);
    expect(compared({ is: 'one-of', amount: '1' })).toEqual(['own.0.holds.0.0.is']);
    const internal: OwnComparison = { quantities: ['internal'], is: 'equal', texts: ['yes'] };
    expect(paths(rule({ severities: { agreed: 'warn' }, holds: [[internal]] }))).toEqual([
      'own.0.holds.0.0.is',
    ]);
  });

  it('are bounded, up to and with each bound', () => {
    const one: OwnComparison = { quantities: ['requested'], is: 'at-most', amount: '1' };
    const own = (count: number) => Array.from({ length: count }, (_, at) => rule({ id: `F${at + 1}` }));
    expect([paths(...own(MAX_OWN_RULES)), paths(...own(MAX_OWN_RULES + 1))]).toEqual([[], ['own']]);
    const clauses = (count: number) => paths(rule({ holds: times(count, [one]) }));
    expect([clauses(MAX_CLAUSES), clauses(MAX_CLAUSES + 1), clauses(0)]).toEqual([
      [],
      ['own.0.holds'],
      ['own.0.holds'],
    ]);
    const listed = (count: number) => paths(rule({ holds: [times(count, one)] }));
    expect([listed(MAX_COMPARISONS), listed(MAX_COMPARISONS + 1), listed(0)]).toEqual([
      [],
      ['own.0.holds.0'],
      ['own.0.holds.0'],
    ]);
    const summed = (count: number) => compared({ quantities: times(count, 'requested'), amount: '1' });
    expect([summed(MAX_SUMMED), summed(MAX_SUMMED + 1)]).toEqual([[], ['own.0.holds.0.0.quantities']]);
    const texts = (count: number) =>
      paths(comparing({ quantities: ['lead'], is: 'one-of', texts: times(count, 'x') }));
    expect([texts(MAX_TEXTS), texts(MAX_TEXTS + 1)]).toEqual([[], ['own.0.holds.0.0.texts']]);
  });
});
