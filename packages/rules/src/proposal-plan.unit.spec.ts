import { moneyOf, type Place, type Severity, type Verdict } from '@mdtf/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CharterRules,
  type OwnRule,
  type PlannedContent,
  type PlanQuestion,
  planOf,
  planVerdicts,
} from './index.ts';

const usd = (minor: bigint) => moneyOf(minor, 'USD');
const content: PlannedContent = {
  kind: 'project',
  windowId: 'W2',
  lead: 'iom',
  partners: [{}, {}],
  countries: ['XX'],
  startDate: '2008-06-01',
  endDate: '2010-05-31',
  budget: [
    { category: 1, amount: usd(100n) },
    { category: 8, amount: usd(7n) },
  ],
  financing: {
    fund: usd(90n),
    bankPart: usd(13n),
    own: usd(10n),
    other: [
      { amount: usd(4n), confirmed: true },
      { amount: usd(3n), confirmed: false },
    ],
  },
};
const PLACES = ['proposal', 'agenda', 'decision'] as const;
const judged = (
  of: Partial<PlannedContent> = {},
  question: Partial<PlanQuestion> = {},
  afterwards = false,
): readonly Verdict[] =>
  planVerdicts(planOf({ ...content, ...of }, { afterwards }), {
    place: 'proposal',
    currency: 'USD',
    rules: {},
    waivers: { subject: 'P1', at: '2008-05-20T07:00:00.000Z', granted: [] },
    ...question,
  });
const rulesOf = (verdicts: readonly Verdict[]) => verdicts.map(({ rule }) => rule);

/** A rule of the fund's own that holds only where a quantity is exactly so. */
const exactly = (
  quantity: string,
  value: Pick<OwnRule['holds'][number][number], 'amount' | 'number' | 'texts' | 'date'>,
): OwnRule => ({
  id: 'F1',
  version: 1,
  source: 'Charter',
  title: { en: 'Exactly', fr: 'Exactement' },
  explanation: { en: 'So much.', fr: 'Autant.' },
  severities: { proposal: 'block', agenda: 'block', decision: 'block' },
  holds: [[{ quantities: [quantity], is: value.texts === undefined ? 'equal' : 'one-of', ...value }]],
});
const own = (rule: OwnRule, question: Partial<PlanQuestion> = {}, of: Partial<PlannedContent> = {}) =>
  judged(of, { rules: { own: [rule] }, ...question }).find(({ rule: id }) => id === 'F1')?.outcome;

describe('a proposal', () => {
  it('is judged on what it says: bank money it names, a budget it gives, its dates', () => {
    expect(rulesOf(judged())).toEqual(['R1', 'R3', 'R4', 'R8']);
    const { bankPart: _bankPart, ...withoutBank } = content.financing ?? { fund: usd(0n), other: [] };
    expect(rulesOf(judged({ financing: withoutBank }))).toEqual(['R3', 'R4', 'R8']);
    expect(rulesOf(judged({ financing: undefined, budget: [] }))).toEqual(['R8']);
  });

  it('is measured on the split by pot where there is one', () => {
    const amounts = { totalMinor: 80n, internalMinor: 12n };
    expect(judged({}, { amounts })[0]).toMatchObject({ rule: 'R1', numerator: '0.12', denominator: '0.80' });
    expect(judged()[0]).toMatchObject({ numerator: '0.13', denominator: '0.90' });
    expect(rulesOf(judged({ financing: undefined }, { amounts }))).toContain('R1');
  });

  it('adds up to its financing plan, or without one to its own lines', () => {
    const total = (of: Partial<PlannedContent>) => judged(of).find(({ rule }) => rule === 'R4');
    expect(total({})).toMatchObject({ outcome: 'pass', numerator: '1.07', denominator: '1.07' });
    expect(total({ financing: undefined })).toMatchObject({ outcome: 'pass', denominator: '1.07' });
    expect(total({ financing: { fund: usd(91n), other: [] } })?.outcome).toBe('block');
  });

  it('recorded afterwards without direct cost has nothing to measure line 8 against', () => {
    const budget = [{ category: 8, amount: usd(7n) }];
    const cost = (of: Partial<PlannedContent>, afterwards: boolean) =>
      judged(of, {}, afterwards).find(({ rule }) => rule === 'R3')?.outcome;
    expect([cost({ budget }, true), cost({ budget }, false)]).toEqual(['not-applicable', 'needs-waiver']);
    expect([cost({}, true), cost({}, false)]).toEqual(['pass', 'pass']);
    const oneCent = [{ category: 1, amount: usd(1n) }, ...budget];
    expect(cost({ budget: oneCent }, true)).toBe('needs-waiver');
  });

  it('counts what is no amount as nothing', () => {
    const odd = { amount: '1.234', currency: 'USD' };
    const financing = { fund: usd(7n), own: odd, other: [{ amount: odd, confirmed: true }] };
    const total = judged({
      budget: [
        { category: 1, amount: odd },
        { category: 2, amount: usd(7n) },
      ],
      financing,
    }).find(({ rule }) => rule === 'R4');
    expect(total).toMatchObject({ outcome: 'pass', numerator: '0.07' });
  });

  it.each([
    ['kind', { texts: ['project'] }],
    ['window', { texts: ['W2'] }],
    ['lead', { texts: ['iom'] }],
    ['requested', { amount: '0.90' }],
    ['bankPart', { amount: '0.13' }],
    ['ownFunds', { amount: '0.10' }],
    ['otherFunds', { amount: '0.07' }],
    ['confirmedFunds', { amount: '0.04' }],
    ['budget', { amount: '1.07' }],
    ['directCost', { amount: '1.00' }],
    ['indirectCost', { amount: '0.07' }],
    ['category1', { amount: '1.00' }],
    ['category2', { amount: '0.00' }],
    ['category8', { amount: '0.07' }],
    ['startDate', { date: '2008-06-01' }],
    ['endDate', { date: '2010-05-31' }],
    ['lengthMonths', { number: 24 }],
    ['countries', { number: 1 }],
    ['partners', { number: 2 }],
  ])('tells %s to the fund’s own rules', (quantity, value) => {
    expect(own(exactly(quantity, value))).toBe('pass');
  });

  it('tells them the split by pot on the agenda, and nothing that is not said', () => {
    const question = { place: 'agenda' as const, amounts: { totalMinor: 80n, internalMinor: 12n } };
    expect(own(exactly('approved', { amount: '0.80' }), question)).toBe('pass');
    expect(own(exactly('approvedFromBank', { amount: '0.12' }), question)).toBe('pass');
    expect(own(exactly('approved', { amount: '0.80' }), { place: 'agenda' })).toBe('not-applicable');
    const unsaid = { financing: undefined, startDate: undefined };
    for (const quantity of ['requested', 'bankPart', 'ownFunds', 'otherFunds', 'confirmedFunds'])
      expect(own(exactly(quantity, { amount: '0' }), {}, unsaid)).toBe('not-applicable');
    expect(own(exactly('lengthMonths', { number: 0 }), {}, { startDate: undefined })).toBe('not-applicable');
    expect(own(exactly('lengthMonths', { number: 0 }), {}, { endDate: undefined })).toBe('not-applicable');
    const named = { financing: { fund: usd(90n), other: [] } };
    expect(own(exactly('bankPart', { amount: '0' }), {}, named)).toBe('pass');
  });
});

describe('the verdicts of a check, a submission, an agenda item and a decision', () => {
  const everywhere = (severity: Severity): { readonly [place in Place]?: Severity } =>
    Object.fromEntries(PLACES.map((place) => [place, severity]));
  const rules: CharterRules = {
    R1: { severities: everywhere('block') },
    R3: { severities: everywhere('needs-waiver') },
    R4: { severities: everywhere('block') },
    R8: { severities: everywhere('needs-waiver') },
    own: [exactly('requested', { amount: '0.90' })],
  };

  it('are the same for any proposal, but for the place they name', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 6n });
    const plans = fc.record({
      fund: amount,
      bank: amount,
      lines: fc.array(fc.record({ category: fc.integer({ min: 0, max: 9 }), minor: amount }), {
        maxLength: 5,
      }),
      endDate: fc.constantFrom('2008-05-31', '2011-06-01', '2011-06-02'),
    });
    fc.assert(
      fc.property(plans, ({ fund, bank, lines, endDate }) => {
        const of: Partial<PlannedContent> = {
          endDate,
          budget: lines.map(({ category, minor }) => ({ category, amount: usd(minor) })),
          financing: { fund: usd(fund), bankPart: usd(bank), other: [] },
        };
        // The split that is put on the agenda is the one that the plan names.
        const amounts = { totalMinor: fund, internalMinor: bank };
        const [first, ...others] = PLACES.map((place) =>
          judged(of, { place, rules, ...(place === 'proposal' ? {} : { amounts }) }).map(apartFromPlace),
        );
        for (const other of others) expect(other).toEqual(first);
      }),
      { numRuns: 200 },
    );
  });
});

/** R1 begins its sentence with the place. */
function apartFromPlace({ place: _place, explanation, ...verdict }: Verdict) {
  const after = (text: string) => text.replace(/^[^:]*: the bank|^[^:]*: les ressources/, 'the bank');
  return { ...verdict, explanation: { en: after(explanation.en), fr: after(explanation.fr) } };
}
