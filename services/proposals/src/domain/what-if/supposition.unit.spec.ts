import { NOTHING_ALLOCATED } from '@mdtf/rules';
import { describe, expect, it } from 'vitest';
import { charter, P1, P4, P5, P6, usd } from '../../testing/imdp.ts';
import { knownCharter } from '../known/charter.ts';
import { type Candidate, callOutcome } from '../what-if/call-outcome.ts';
import { type Supposable, type Supposition, suppose } from './supposition.ts';
import { wordSupposition } from './supposition-words.ts';

const meta = {
  fund: 'imdp',
  sequence: 1n,
  time: '2008-05-20T07:00:00.000Z',
  recordedAt: '2008-05-20T07:00:00.000Z',
  actor: 'a',
};
const told = charter(1, { R1: { severities: { proposal: 'block', allocation: 'block' } } });
const ceilings = { W1: usd('2400000.00'), W2: usd('3200000.00') } as const;
const { charter: text } = told.data;
const windows = text.windows.map((each) => ({ ...each, ceiling: ceilings[each.id as 'W1' | 'W2'] }));
const bound = knownCharter.evolve(
  undefined,
  { ...told, data: { ...told.data, charter: { ...text, windows } } },
  meta,
  'current',
);

const P3 = {
  ...P1,
  title: 'Regulatory frameworks',
  budget: [
    { category: 4, amount: usd('510000.00') },
    { category: 8, amount: usd('35700.00') },
  ],
  financing: { fund: usd('545700.00'), other: [] },
};
const facts: Supposable = {
  charter: bound,
  proposals: new Map([
    ['P1', { content: P1, status: 'submitted' as const }],
    ['P3', { content: P3, status: 'submitted' as const }],
    ['P4', { content: P4, status: 'rejected' as const }],
    ['P5', { content: P5, status: 'submitted' as const }],
    ['P6', { content: P6('144450.00'), status: 'submitted' as const }],
  ]),
  first: [],
};
const after = (supposition: Supposition) => {
  const supposed = suppose(facts, [supposition], 'P6');
  if ('code' in supposed) throw new Error(supposed.code);
  return supposed;
};
const refusalOf = (supposition: Supposition) => {
  const supposed = suppose(facts, [supposition], 'P6');
  return 'code' in supposed ? `${supposed.code} ${supposed.field ?? supposed.errors?.[0]?.field}` : 'none';
};

describe('what is supposed of a proposal', () => {
  it('changes the bank’s part while the total stays, and nothing but that', () => {
    const { proposals } = after({ suppose: 'bank-part', by: usd('15550.00'), holding: 'total' });
    expect(proposals.get('P6')?.content).toEqual(P6('160000.00'));
    expect(facts.proposals.get('P6')?.content).toEqual(P6('144450.00'));
  });

  it('raises the request with the bank’s part while the others stay, each budget line in proportion', () => {
    const { proposals } = after({ suppose: 'bank-part', by: usd('200000.00'), holding: 'others' });
    const content = proposals.get('P6')?.content;
    expect(content?.financing).toEqual({ fund: usd('1163000.00'), bankPart: usd('344450.00'), other: [] });
    const sum = content?.budget.reduce(
      (cents, { amount }) => cents + Math.round(Number(amount.amount) * 100),
      0,
    );
    expect(sum).toBe(116_300_000);
    expect(content?.budget.map(({ category }) => category)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('asks another amount, a cent at the limits of the bank’s part included', () => {
    expect(
      after({ suppose: 'request', amount: usd('144450.00') }).proposals.get('P6')?.content.financing,
    ).toEqual({ fund: usd('144450.00'), bankPart: usd('144450.00'), other: [] });
    expect(refusalOf({ suppose: 'request', amount: usd('144449.99') })).toBe(
      'more-than-asked body.suppose.0.amount',
    );
  });

  it('is laid over in order', () => {
    const supposed = suppose(
      facts,
      [
        { suppose: 'request', amount: usd('1000000.00') },
        { suppose: 'bank-part', by: usd('5550.00'), holding: 'total' },
      ],
      'P6',
    );
    expect('code' in supposed ? supposed : supposed.proposals.get('P6')?.content.financing).toMatchObject({
      fund: usd('1000000.00'),
      bankPart: usd('150000.00'),
    });
  });
});

describe('what makes no sense', () => {
  const cases: readonly (readonly [string, Supposition])[] = [
    ['unknown-window body.suppose.0.windowId', { suppose: 'window', windowId: 'W9', by: usd('1.00') }],
    ['more-than-there-is body.suppose.0.by', { suppose: 'window', windowId: 'W1', by: usd('-2400000.01') }],
    [
      'wrong-currency body.suppose.0.by',
      { suppose: 'window', windowId: 'W1', by: { amount: '1.00', currency: 'EUR' } },
    ],
    ['invalid-amount body.suppose.0.by', { suppose: 'bank-part', by: usd('0.001'), holding: 'total' }],
    [
      'less-than-nothing body.suppose.0.by',
      { suppose: 'bank-part', by: usd('-144450.01'), holding: 'total' },
    ],
    ['more-than-asked body.suppose.0.by', { suppose: 'bank-part', by: usd('818550.01'), holding: 'total' }],
    ['unknown-proposal body.suppose.0.proposalId', { suppose: 'approved-first', proposalId: 'P9' }],
    ['not-another-proposal body.suppose.0.proposalId', { suppose: 'approved-first', proposalId: 'P6' }],
    ['cannot-be-approved body.suppose.0.proposalId', { suppose: 'approved-first', proposalId: 'P4' }],
    ['no-such-rule body.suppose.0.rule', { suppose: 'rule', rule: 'R99' }],
    [
      'no-such-rule body.suppose.0.parameters.limitNumerator',
      { suppose: 'rule', rule: 'R1', parameters: { limitNumerator: 21 } },
    ],
    [
      'no-such-rule body.suppose.0.severities.tranche',
      { suppose: 'rule', rule: 'R1', severities: { tranche: 'warn' } },
    ],
  ];
  it.each(cases)('%s', (refusal, supposition) => {
    expect(refusalOf(supposition)).toBe(refusal);
  });

  it('a proposal that nobody named, where a call is asked', () => {
    const asked = suppose(facts, [{ suppose: 'request', amount: usd('1.00') }]);
    expect(asked).toMatchObject({ code: 'proposal-missing', field: 'body.suppose.0.proposalId' });
  });
});

describe('a call', () => {
  const candidates = (of: Supposable, ids: readonly string[]): readonly Candidate[] =>
    ids.map((proposalId) => {
      const content = of.proposals.get(proposalId)?.content ?? P1;
      const { title, lead } = content;
      return { proposalId, title, lead, content, approved: of.first.includes(proposalId), waivers: [] };
    });
  const ask = (of: Supposable, ids: readonly string[]) =>
    callOutcome(candidates(of, ids), {
      charter: of.charter,
      sums: NOTHING_ALLOCATED,
      at: '2008-05-20T07:00:00.000Z',
    });
  const passing = (outcome: ReturnType<typeof ask>) =>
    outcome.proposals.map(({ proposalId, passes }) => `${proposalId} ${passes ? 'passes' : 'does not'}`);

  it('lets in what the window leaves, in order: W1 is asked 7,500.00 too much', () => {
    const outcome = ask(facts, ['P1', 'P5', 'P3']);
    // The bank's part of P5 is 5.48 % of both together, within the cap.
    expect(passing(outcome)).toEqual(['P1 passes', 'P5 passes', 'P3 does not']);
    expect(outcome.proposals[2]?.reasons[0]?.en).toContain('by USD 7,500.00');
    expect(outcome.proposals[2]?.fund?.window?.changes[0]?.to).toEqual(usd('538200.00'));
    expect(outcome.windows[0]).toEqual({
      windowId: 'W1',
      ceiling: usd('2400000.00'),
      allocated: usd('0.00'),
      passing: usd('1861800.00'),
      left: usd('538200.00'),
    });
  });

  it('lets another in where it comes first, and where the window is higher to the cent', () => {
    expect(passing(ask(facts, ['P3', 'P1', 'P5']))).toEqual(['P3 passes', 'P1 passes', 'P5 does not']);
    const higher = (by: string) => after({ suppose: 'window', windowId: 'W1', by: usd(by) });
    expect(passing(ask(higher('7500.00'), ['P1', 'P5', 'P3']))[2]).toBe('P3 passes');
    expect(passing(ask(higher('7499.99'), ['P1', 'P5', 'P3']))[2]).toBe('P3 does not');
  });

  it('counts the bank’s money on what was let in before', () => {
    // 102,000.00 of 684,800.00 is 14.89 %; at 12 % it takes P1 before it.
    const twelve = after({
      suppose: 'rule',
      rule: 'R1',
      parameters: { limitNumerator: 12, limitDenominator: 100 },
      severities: { proposal: 'off' },
    });
    expect(passing(ask(twelve, ['P5', 'P1']))).toEqual(['P5 does not', 'P1 passes']);
    expect(passing(ask(twelve, ['P1', 'P5']))).toEqual(['P1 passes', 'P5 passes']);
  });

  it('counts what is supposed to be approved, whatever the rules say of it', () => {
    const first = after({ suppose: 'approved-first', proposalId: 'P3' });
    const outcome = ask(first, ['P3', 'P1', 'P5']);
    expect(outcome.proposals[0]).toMatchObject({ approved: true, passes: true });
    expect(passing(outcome)[2]).toBe('P5 does not');
  });
});

it('each supposition is said in both languages', () => {
  const said = wordSupposition({ suppose: 'window', windowId: 'W1', by: usd('-1000000.00') });
  expect(said.en).toBe('The ceiling of window W1 is USD 1,000,000.00 lower.');
  expect(said.fr).toContain('est abaissé de');
});
