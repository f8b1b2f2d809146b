import type { ApprovedAmount, DecisionOutcome, DecisionSubject } from '@mdtf/domain';
import { specification } from '@mdtf/domain/testing';
import { describe, expect, it } from 'vitest';
import type { DecisionState } from './decision.ts';
import { committeeModel } from './model.ts';
import type { Ballot } from './shapes.ts';
import { demonstrationCharter } from './testing/demonstration-charter.ts';
import * as history from './testing/demonstration-history.ts';

const { part } = history;

const MAJORITY = { first: 'majority', otherwise: 'none' } as const;
const EIGHT = ['1', '2', '3', '4', '5', '6', '7', '8'];
const ALL = [...EIGHT, '9'];
const P6_SPLIT = [part('bank', 'W2', '144450.00'), part('pooled', 'W2', '818550.00')];

const fund = specification(committeeModel, { now: history.SESSION_3_BEGINS, actor: history.CHAIR })
  .given(...history.established(), ...history.seated, history.convened('session-3', 3))
  .facts(
    history.submitted('P3', '545700.00', { windowId: 'W1' }),
    history.submitted('P4', '470400.00', { direct: '420000.00', indirect: '50400.00' }),
    history.submitted('P6', '963000.00', { direct: '900000.00', indirect: '63000.00' }),
  );

const sitting = (
  present: readonly string[],
  item: string,
  subject: DecisionSubject,
  split: readonly ApprovedAmount[] = [],
) => fund.given(history.attended('session-3', ...present), history.onAgenda(item, subject, split));

const proposal = (id: string): DecisionSubject => ({ kind: 'proposal', id });

const decide = (agendaItemId: string, outcome: DecisionOutcome, more: object = {}) => ({
  type: 'DecideInSession',
  data: {
    id: `decision-${agendaItemId}`,
    agendaItemId,
    outcome,
    amounts: [],
    conditions: [],
    reason: 'As discussed',
    ...more,
  },
});

const ballots = (...given: readonly [Ballot, number][]) =>
  Object.fromEntries(
    given.flatMap(([ballot, times]) => Array<Ballot>(times).fill(ballot)).map((b, at) => [ALL[at], b]),
  );

const p6 = sitting(EIGHT, 'P6', proposal('P6'), P6_SPLIT).given(history.recused('P6', '5'));

describe('the figures of the demonstration fund', () => {
  it('P6: seat 5 recused and seat 9 absent, entitled 8, needs 6, present 7: approved by consensus', () => {
    const decided = p6.when(decide('P6', 'approved')).state<DecisionState>('decision', 'decision-P6');
    expect(decided).toMatchObject({
      outcome: 'approved',
      amounts: P6_SPLIT,
      carriedOut: 'waiting',
      decidedOn: '2008-05-20',
    });
    expect(decided?.quorum).toMatchObject({ needed: 6, recused: ['5'], met: true });
    expect([decided?.quorum?.entitled.length, decided?.quorum?.present.length]).toEqual([8, 7]);
    expect(decided?.quorum?.constituencies.map(({ present }) => present)).toEqual([4, 2]);
    expect(decided?.tally).toMatchObject({ method: 'consensus', against: 0, carried: true });
  });

  const p3 = sitting(EIGHT, 'P3', proposal('P3'), [part('pooled', 'W1', '545700.00')]).given(
    ...history.voted('P3', ballots(['for', 2], ['against', 5], ['abstain', 1])),
  );

  it('P3: 2 for, 5 against, 1 abstains, 5 of 7 needed: rejected, and an approval is refused with the arithmetic', () => {
    const decided = p3.when(decide('P3', 'rejected')).state<DecisionState>('decision', 'decision-P3');
    expect(decided?.tally).toEqual({
      method: 'two-thirds',
      for: 2,
      against: 5,
      abstained: 1,
      cast: 7,
      needed: 5,
      carried: false,
    });
    p3.when(decide('P3', 'approved')).refused('not-carried', {
      detail: '2 for, 5 against, 1 abstaining; 5 of 7 votes cast are needed (two-thirds).',
    });
  });

  it('P4’s waiver of R3: 1 for, 7 against, 1 abstains, 6 of 8 needed: refused', () => {
    const waiver = sitting(ALL, 'P4-waiver', { kind: 'waiver', id: 'P4', rule: 'R3' }).given(
      ...history.voted('P4-waiver', ballots(['for', 1], ['against', 7], ['abstain', 1])),
    );
    waiver.when(decide('P4-waiver', 'approved')).refused('not-carried');
    const decided = waiver
      .when(decide('P4-waiver', 'rejected'))
      .state<DecisionState>('decision', 'decision-P4-waiver');
    expect(decided).toMatchObject({
      carriedOut: 'not-needed',
      tally: { cast: 8, needed: 6, carried: false },
    });
    expect(decided?.quorum?.entitled).toHaveLength(9);
  });
});

describe('the method of a kind of subject', () => {
  const byKind: typeof demonstrationCharter = {
    ...demonstrationCharter,
    decisionMethods: { waiver: MAJORITY, other: MAJORITY },
  };
  const given = ballots(['for', 4], ['against', 3], ['abstain', 1]);
  const decided = (id: string, subject: DecisionSubject, charter = byKind) =>
    sitting(EIGHT, id, subject)
      .given(
        { type: 'CharterAdopted', data: { version: 2, charter, decisionId: null, document: null } },
        ...history.voted(id, given),
      )
      .when(decide(id, 'approved'));

  it('decides those subjects, and no others', () => {
    const other = decided('o', { kind: 'other', id: 'o' });
    expect(other.state<DecisionState>('decision', 'decision-o')).toMatchObject({
      tally: { method: 'majority', needed: 4, carried: true },
      verdicts: [{ rule: 'R17', outcome: 'pass' }, { rule: 'R18' }, { rule: 'R22' }],
    });
    decided('c', { kind: 'charter', id: 'charter' }).refused('not-carried');
    decided('o', { kind: 'other', id: 'o' }, demonstrationCharter).refused('not-carried');
  });
});

describe('who decides', () => {
  it('nobody, below the quorum: the item can only be deferred', () => {
    const few = sitting(['1', '2', '5', '6', '8'], 'P6', proposal('P6'), P6_SPLIT);
    few.when(decide('P6', 'approved')).refused('no-quorum', {
      detail:
        'entitled 9, needed 6, present 5; donors 2 of at least 2, developing-countries 2 of at least 2. The item can only be deferred.',
    });
    few.when(decide('P6', 'rejected')).refused('no-quorum');
    const deferred = few.when(decide('P6', 'deferred')).state<DecisionState>('decision', 'decision-P6');
    expect(deferred).toMatchObject({ outcome: 'deferred', amounts: [], tally: null, quorum: { met: false } });
  });

  it('nobody, when recusals leave a constituency below its minimum, though enough are present', () => {
    const two = p6.given(history.recused('P6', '6'));
    two
      .when(decide('P6', 'approved'))
      .refused('constituency-minimum', { params: { constituency: 'developing-countries' } });
    two.when(decide('P6', 'returned')).refused('constituency-minimum');
    expect(two.when(decide('P6', 'deferred')).events).toHaveLength(1);
  });

  it('no organisation on its own proposal: the seat of the lead is recused first', () => {
    const own = fund
      .facts(history.submitted('P7', '1000.00', { lead: 'country-z' }))
      .given(
        history.attended('session-3', ...ALL),
        history.onAgenda('P7', proposal('P7'), [part('pooled', 'W2', '1000.00')]),
      );
    own
      .when(decide('P7', 'approved'))
      .refused('own-proposal', { params: { seat: '7', organisation: 'country-z' } });
    own.when(decide('P7', 'rejected')).refused('own-proposal');
    expect(own.given(history.recused('P7', '7')).when(decide('P7', 'approved')).events).toHaveLength(1);
  });

  it('nobody before the session has begun, to the millisecond', () => {
    p6.now('2008-05-20T06:59:59.999Z').when(decide('P6', 'approved')).refused('session-not-begun');
  });
});

describe('what is decided', () => {
  it('is no rejection where the votes carry the approval, and may be one where nobody voted', () => {
    p6.given(...history.voted('P6', { '1': 'for' }))
      .when(decide('P6', 'rejected'))
      .refused('approval-carried');
    expect(
      p6.when(decide('P6', 'rejected')).state<DecisionState>('decision', 'decision-P6')?.tally,
    ).toBeNull();
  });

  it('counts no ballot of a seat that recused itself after voting', () => {
    const voted = sitting(ALL, 'P6', proposal('P6'), P6_SPLIT).given(
      ...history.voted('P6', { '5': 'against' }),
    );
    voted.when(decide('P6', 'approved')).refused('not-carried');
    expect(voted.given(history.recused('P6', '5')).when(decide('P6', 'approved')).events).toHaveLength(1);
  });

  it('is an approval of less than was asked for, never of more', () => {
    const amounts = [part('pooled', 'W2', '900000.00')];
    expect(
      p6.when(decide('P6', 'approved', { amounts })).state<DecisionState>('decision', 'decision-P6')?.amounts,
    ).toEqual(amounts);
    p6.when(decide('P6', 'approved', { amounts: [part('pooled', 'W2', '963000.01')] })).refused(
      'beyond-request',
      {
        field: 'body.amounts',
        params: { sum: '963000.01', requested: '963000.00' },
      },
    );
  });

  it.each([
    ['an unknown window', part('pooled', 'W9', '1.00'), 'window-not-found', 'body.amounts.0.windowId'],
    ['an unknown pot', part('D', 'W2', '1.00'), 'pot-not-found', 'body.amounts.0.pot'],
    [
      'no window where the proposal has one',
      part('pooled', null, '1.00'),
      'window-missing',
      'body.amounts.0.windowId',
    ],
    [
      'another currency',
      { pot: 'pooled', windowId: 'W2', amount: { amount: '1.00', currency: 'EUR' } },
      'wrong-currency',
      'body.amounts.0.amount.currency',
    ],
    ['a part of a cent', part('pooled', 'W2', '1.001'), 'amount-invalid', 'body.amounts.0.amount.amount'],
  ])('never names %s', (_, amount, code, field) => {
    p6.when(decide('P6', 'approved', { amounts: [amount] })).refused(code, { field });
  });

  it('gives earmarked money to its own window alone', () => {
    const d = p6.facts(history.earmarked('D', 'W1'));
    d.when(decide('P6', 'approved', { amounts: [part('D', 'W2', '1.00')] })).refused(
      'earmarked-for-another-window',
    );
    expect(d.when(decide('P6', 'approved', { amounts: [part('D', 'W1', '1.00')] })).events).toHaveLength(1);
  });

  it('names amounts when it approves a proposal', () => {
    sitting(ALL, 'P6', proposal('P6')).when(decide('P6', 'approved')).refused('amounts-missing');
  });

  it('has conditions and amounts only in an approval, an expiry only in a waiver', () => {
    const conditions = [
      { id: 'letters', text: 'Letters of both ministries', owner: 'P5', due: '2008-06-30' },
    ];
    p6.when(decide('P6', 'rejected', { conditions })).refused('not-part-of-this-decision', {
      field: 'body.conditions',
    });
    p6.when(decide('P6', 'returned', { amounts: P6_SPLIT })).refused('not-part-of-this-decision');
    p6.when(decide('P6', 'approved', { expires: '2009-01-01' })).refused('not-part-of-this-decision');
    p6.when(decide('P6', 'approved', { conditions: [...conditions, ...conditions] })).refused(
      'condition-named-twice',
      {
        field: 'body.conditions.1.id',
      },
    );
  });

  it('keeps the fund’s rules: what would break the cap is refused with the verdicts', () => {
    const tooMuch = [part('bank', 'W2', '160000.00'), part('pooled', 'W2', '803000.00')];
    const refusal = p6
      .when(decide('P6', 'approved', { amounts: tooMuch }))
      .refused('rule-not-kept').rejection;
    const cap = refusal.verdicts?.find(({ rule }) => rule === 'R1');
    expect(cap).toMatchObject({ outcome: 'block', place: 'decision' });
    expect(cap?.changes.find(({ code }) => code === 'total-fixed')?.to).toEqual(history.usd('144450.00'));
  });

  it('keeps the cap over all allocations as well, as far as they are known', () => {
    const more = p6.facts(history.allocated('1000000.00', '150000.01'));
    more.when(decide('P6', 'approved')).refused('rule-not-kept');
    expect(
      p6.facts(history.allocated('1000000.00', '150000.00')).when(decide('P6', 'approved')).events,
    ).toHaveLength(1);
  });

  it('approves what needs a waiver only once the committee has granted it', () => {
    const p4 = sitting(ALL, 'P4', proposal('P4'), [part('pooled', 'W2', '470400.00')]);
    p4.when(decide('P4', 'approved')).refused('rule-not-kept');
    const waiver: DecisionSubject = { kind: 'waiver', id: 'P4', rule: 'R3' };
    const decided = p4.given(history.approvedOnPaper('w', waiver)).when(decide('P4', 'approved'));
    const [taken] = decided.events as readonly { data: { verdicts: readonly { rule: string }[] } }[];
    expect(taken?.data.verdicts.find(({ rule }) => rule === 'R3')).toMatchObject({
      outcome: 'waived',
      waiver: 'w',
    });
    const over = history.approvedOnPaper('w', waiver, [], '2008-05-19');
    p4.given(over).when(decide('P4', 'approved')).refused('rule-not-kept');
  });
});

describe('an item', () => {
  const decided = p6.given(...p6.when(decide('P6', 'approved')).events);

  it('is decided once', () => {
    decided.when(decide('P6', 'approved')).refused('already-exists', { params: { id: 'decision-P6' } });
    decided.when(decide('P6', 'approved', { id: 'another' })).refused('agenda-item-closed');
  });

  it('that could not be carried out is open again, for new votes and a new decision', () => {
    const refused = {
      decisionId: 'decision-P6',
      code: 'insufficient-funds',
      reason: 'The pot is short',
      verdicts: [],
    };
    const votedFor = decided.given(...history.voted('P6', { '1': 'for' }));
    const back = votedFor.given(...votedFor.when({ type: 'MarkNotCarriedOut', data: refused }).events);
    const again = back
      .when(decide('P6', 'approved', { id: 'again' }))
      .state<DecisionState>('decision', 'again');
    expect(again?.tally).toMatchObject({ for: 0, carried: true });
    expect(back.when(decide('P6', 'approved', { id: 'again' })).state('agenda-item', 'P6')).toMatchObject({
      status: 'decided',
      decisionId: 'again',
    });
    const late = back.when({
      type: 'MarkCarriedOut',
      data: { decisionId: 'decision-P6', allocationId: 'a' },
    });
    expect(late.state('decision', 'decision-P6')).toMatchObject({
      carriedOut: 'yes',
      allocationId: 'a',
      notCarriedOut: null,
    });
    expect(late.state('agenda-item', 'P6')).toMatchObject({ status: 'carried-out' });
  });

  it('on a proposal that another decision approved is deferred at most', () => {
    const twice = p6.given(history.approvedOnPaper('paper', proposal('P6'), P6_SPLIT));
    twice.when(decide('P6', 'approved')).refused('already-approved');
    twice.when(decide('P6', 'rejected')).refused('already-approved');
    expect(twice.when(decide('P6', 'deferred')).events).toHaveLength(1);
  });

  it('on a withdrawn proposal is deferred at most', () => {
    const gone = p6.facts({ type: 'ProposalWithdrawn', data: { proposalId: 'P6' } });
    gone.when(decide('P6', 'approved')).refused('proposal-withdrawn');
    expect(gone.when(decide('P6', 'deferred')).events).toHaveLength(1);
  });

  it('keeps the rules of the charter it was put under, whatever was adopted since', () => {
    const charter = { ...demonstrationCharter, rules: { R1: { severities: { decision: 'off' as const } } } };
    const later = p6.given({
      type: 'CharterAdopted',
      data: { version: 2, charter, decisionId: null, document: null },
    });
    const tooMuch = [part('bank', 'W2', '160000.00'), part('pooled', 'W2', '803000.00')];
    later.when(decide('P6', 'approved', { amounts: tooMuch })).refused('rule-not-kept');
  });
});
