import type { ApprovedAmount, DecisionSubject } from '@mdtf/domain';
import { at, specification } from '@mdtf/domain/testing';
import { describe, expect, it } from 'vitest';
import type { AgendaItem } from './agenda-item.ts';
import { committeeModel } from './model.ts';
import { demonstrationCharter as charter } from './testing/demonstration-charter.ts';
import * as history from './testing/demonstration-history.ts';

const { part } = history;

const fund = specification(committeeModel, { now: history.SESSION_3_BEGINS, actor: history.SECRETARIAT })
  .given(...history.established(), ...history.seated, history.convened('session-3', 3))
  .facts(history.submitted('P6', '963000.00', { direct: '900000.00', indirect: '63000.00' }));

const P6: DecisionSubject = { kind: 'proposal', id: 'P6' };
const SPLIT = [part('bank', 'W2', '144450.00'), part('pooled', 'W2', '818550.00')];
const opened = fund.given(
  history.attended('session-3', '1', '2', '5', '6', 'bank'),
  history.onAgenda('P6', P6, SPLIT),
);

describe('a session', () => {
  const convene = (id: string, number: number) => ({
    type: 'ConveneSession',
    data: { id, number, startsAt: history.SESSION_3_BEGINS, place: 'Geneva', title: 'Session' },
  });
  const attend = (...present: string[]) => ({
    type: 'RecordAttendance',
    data: { sessionId: 'session-3', present },
  });

  it('has an id and a number of its own', () => {
    fund.when(convene('session-3', 4)).refused('already-exists');
    fund.when(convene('session-4', 3)).refused('session-number-taken', { field: 'body.number' });
    expect(fund.when(convene('session-4', 4)).events).toHaveLength(1);
  });

  it('has the seats that are recorded last, each once, in the charter’s order', () => {
    const present = fund.when(attend('bank', '2', '1'));
    expect(present.state('session', 'session-3')).toMatchObject({ present: ['1', '2', 'bank'] });
    expect(fund.given(...present.events).when(attend('1', 'bank', '2')).events).toEqual([]);
    fund.when(attend('1', '1')).refused('seat-named-twice', { field: 'body.present.1' });
    fund.when(attend('1', '99')).refused('seat-not-found', { field: 'body.present.1' });
    fund.now('2008-05-20T06:59:59.999Z').when(attend('1')).refused('session-not-begun');
  });
});

describe('on the agenda', () => {
  const add = (
    subject: DecisionSubject,
    more: { id?: string; title?: string; split?: readonly ApprovedAmount[]; sessionId?: string } = {},
  ) => ({
    type: 'AddAgendaItem',
    data: { id: 'item', sessionId: 'session-3', subject, split: [], ...more },
  });

  it('a proposal has what it asks for and what the rules say', () => {
    const added = fund.when(add(P6, { split: SPLIT })).state<AgendaItem>('agenda-item', 'item');
    expect(added).toMatchObject({
      title: 'Proposal P6',
      requested: history.usd('963000.00'),
      windowId: 'W2',
      charterVersion: 1,
    });
    expect(added?.verdicts.map(({ rule, outcome }) => [rule, outcome])).toEqual([
      ['R1', 'pass'],
      ['R1', 'pass'],
      ['R3', 'pass'],
      ['R4', 'not-applicable'],
      ['R8', 'pass'],
    ]);
    expect(added?.verdicts.every(({ place }) => place === 'agenda')).toBe(true);
  });

  it('the cap is asked on the item and on all allocations with it', () => {
    const added = fund.facts(history.allocated('2543200.00', '102000.00')).when(add(P6, { split: SPLIT }));
    const [item, all] = added.state<AgendaItem>('agenda-item', 'item')?.verdicts ?? [];
    expect([item?.numerator, item?.denominator]).toEqual(['144450.00', '963000.00']);
    expect([all?.numerator, all?.denominator, all?.headroom]).toEqual([
      '246450.00',
      '3506200.00',
      history.usd('328800.00'),
    ]);
  });

  it('a cap over rolling years is asked of the allocations of those years, and says which they are', () => {
    const rolling = { severities: { agenda: 'warn' }, parameters: { period: 'rolling', rollingYears: 2 } };
    const rules = { R1: rolling } as const;
    const data = { version: 2, charter: { ...charter, rules }, decisionId: null, document: null };
    const made = [
      at('2006-12-31T23:59:59.999Z', history.allocated('9000000.00', '1.00')),
      at('2007-01-01T00:00:00.000Z', history.allocated('1000000.00', '102000.00')),
    ];
    const asked = fund.given({ type: 'CharterAdopted', data }).facts(...made);
    const [, all] =
      asked.when(add(P6, { split: SPLIT })).state<AgendaItem>('agenda-item', 'item')?.verdicts ?? [];
    expect([all?.numerator, all?.denominator]).toEqual(['246450.00', '1963000.00']);
    expect(all?.explanation.en).toContain(' in 2007–2008, ');
  });

  it('nothing stands that a blocking rule forbids; what only needs a waiver may be put', () => {
    const blocking = { ...charter, rules: { R1: { severities: { agenda: 'block' as const } } } };
    const strict = fund.given({
      type: 'CharterAdopted',
      data: { version: 2, charter: blocking, decisionId: null, document: null },
    });
    const tooMuch = [part('bank', 'W2', '144450.01'), part('pooled', 'W2', '818549.99')];
    strict.when(add(P6, { split: tooMuch })).refused('rule-not-kept');
    expect(fund.when(add(P6, { split: tooMuch })).events).toHaveLength(1);
    const p4 = fund.facts(
      history.submitted('P4', '470400.00', { direct: '420000.00', indirect: '50400.00' }),
    );
    const item = p4.when(add({ kind: 'proposal', id: 'P4' })).state<AgendaItem>('agenda-item', 'item');
    expect(item?.verdicts.find(({ rule }) => rule === 'R3')?.outcome).toBe('needs-waiver');
  });

  it('a proposal of a call keeps the rules of the charter that the call was opened under', () => {
    const strict = { ...charter, rules: { R1: { severities: { agenda: 'block' as const } } } };
    const later = fund
      .given({
        type: 'CharterAdopted',
        data: { version: 2, charter: strict, decisionId: null, document: null },
      })
      .facts(
        { type: 'CallOpened', data: { callId: 'call-2007', charterVersion: 1 } },
        history.submitted('P9', '1000.00', { callId: 'call-2007' }),
        history.submitted('P10', '1000.00'),
      );
    const allBank = [part('bank', 'W2', '1000.00')];
    const pinned = later.when(add({ kind: 'proposal', id: 'P9' }, { split: allBank }));
    expect(pinned.state<AgendaItem>('agenda-item', 'item')?.charterVersion).toBe(1);
    later.when(add({ kind: 'proposal', id: 'P10' }, { split: allBank })).refused('rule-not-kept');
  });

  it('a split is at most the request, of known pots, for known windows', () => {
    fund
      .when(add(P6, { split: [part('pooled', 'W2', '963000.01')] }))
      .refused('beyond-request', { field: 'body.split' });
    fund
      .when(add(P6, { split: [part('D', 'W2', '1.00')] }))
      .refused('pot-not-found', { field: 'body.split.0.pot' });
    fund.when(add(P6, { split: [part('pooled', 'W9', '1.00')] })).refused('window-not-found');
    fund
      .when(add({ kind: 'waiver', id: 'P6', rule: 'R8' }, { split: SPLIT }))
      .refused('amounts-only-for-proposals');
  });

  it.each([
    ['a proposal nobody submitted', { kind: 'proposal', id: 'P99' }, 'proposal-not-found'],
    [
      'a waiver for a proposal nobody submitted',
      { kind: 'waiver', id: 'P99', rule: 'R3' },
      'proposal-not-found',
    ],
    ['a waiver of no rule', { kind: 'waiver', id: 'P6' }, 'waiver-needs-rule'],
    ['a rule beside a proposal', { kind: 'proposal', id: 'P6', rule: 'R3' }, 'rule-only-for-waiver'],
    [
      'a facility request not submitted',
      { kind: 'facility-request', id: 'formal' },
      'facility-request-not-found',
    ],
    ['another matter without title', { kind: 'other', id: 'x' }, 'title-missing'],
  ] as const)('there is never %s', (_, subject, code) => {
    fund.when(add(subject)).refused(code);
  });

  it('the facility request may stand once it is submitted, and any matter with a title', () => {
    const totals = { totalSought: history.usd('8000000.00'), internal: history.usd('1200000.00') };
    const asked = fund.facts({
      type: 'FacilityRequestSubmitted',
      data: { stage: 'formal', revision: 1, ...totals },
    });
    expect(asked.when(add({ kind: 'facility-request', id: 'formal' })).events).toHaveLength(1);
    expect(fund.when(add({ kind: 'other', id: 'x' }, { title: 'Any other business' })).events).toHaveLength(
      1,
    );
  });

  it('a waiver stands again once the one before has expired, after its last day', () => {
    const waiver = { kind: 'waiver', id: 'P6', rule: 'R3' } as const;
    const until = (expires: string) => fund.given(history.approvedOnPaper('w', waiver, [], expires));
    until('2008-05-20').when(add(waiver)).refused('already-approved');
    expect(until('2008-05-19').when(add(waiver)).events).toHaveLength(1);
  });

  it('a proposal stands once while it is open, and not after its approval or withdrawal', () => {
    opened.when(add(P6)).refused('already-on-agenda');
    fund
      .given(history.approvedOnPaper('d', P6, SPLIT))
      .when(add(P6))
      .refused('already-approved');
    fund
      .facts({ type: 'ProposalWithdrawn', data: { proposalId: 'P6' } })
      .when(add(P6))
      .refused('proposal-withdrawn');
    opened.when(add(P6, { id: 'P6' })).refused('already-exists');
    fund.when(add(P6, { sessionId: 'none' })).refused('session-not-found');
  });
});

describe('an interest', () => {
  const declare = (seat: string, ruling: 'disclosure' | 'recusal', nature = 'Co-applicant') => ({
    type: 'DeclareInterest',
    data: { agendaItemId: 'P6', seat, nature, ruling },
  });

  it('is declared for one’s own seat as a recusal; a disclosure is for others to rule', () => {
    const own = opened.as(history.seatHolder('5'));
    expect(own.when(declare('5', 'recusal')).events).toHaveLength(1);
    own.when(declare('5', 'disclosure')).refused('own-disclosure');
    own.when(declare('6', 'recusal')).refused('not-your-seat');
    expect(opened.as(history.CHAIR).when(declare('5', 'disclosure')).events).toHaveLength(1);
    opened.as(history.CHAIR).when(declare('99', 'recusal')).refused('seat-not-found');
  });

  it('is one per seat, the last ruling holds, and the same again changes nothing', () => {
    const recused = opened.given(history.recused('P6', '5'));
    expect(recused.when(declare('5', 'recusal')).events).toEqual([]);
    expect(
      recused.when(declare('5', 'disclosure')).state<AgendaItem>('agenda-item', 'P6')?.interests,
    ).toEqual([{ seat: '5', nature: 'Co-applicant', ruling: 'disclosure' }]);
  });
});

describe('a vote', () => {
  const vote = (seat: string, voter = `seat-${seat}`) => ({
    type: 'CastVote',
    data: { agendaItemId: 'P6', voter, seat, ballot: 'for' },
  });
  const sat = opened.given(...['1', '5', '6', '9', 'bank'].map(history.sits));
  const as = (seat: string) => sat.as(history.seatHolder(seat));

  it('is of one’s own seat, once', () => {
    const voted = as('1').when(vote('1'));
    expect(voted.state<AgendaItem>('agenda-item', 'P6')?.ballots).toEqual({ 1: 'for' });
    as('1')
      .given(...voted.events)
      .when(vote('1'))
      .refused('already-voted');
    as('1').when(vote('2', 'seat-1')).refused('not-your-seat');
    as('1').when(vote('5', 'seat-5')).refused('not-your-seat');
    as('1').when(vote('99')).refused('seat-not-found');
  });

  it('is not of a seat that was taken back since it was asked for', () => {
    const { grantId, person, role, organisation, seat } = history.sits('1').data;
    const data = { grantId, person, role, organisation, seat, reason: 'Left' };
    as('1').given({ type: 'RoleRevoked', data }).when(vote('1')).refused('not-your-seat');
  });

  it('is of a seat with a vote that is present', () => {
    as('bank').when(vote('bank')).refused('seat-without-vote');
    as('9').when(vote('9')).refused('seat-absent');
  });

  it('is not of a recused seat, nor of the seat that leads the proposal', () => {
    as('5').given(history.recused('P6', '5')).when(vote('5')).refused('seat-recused');
    const own = as('6').facts(history.submitted('P6', '963000.00', { lead: 'country-y' }));
    own.when(vote('6')).refused('own-proposal');
  });

  it('is not of a person who acts for who applies, in whichever seat: another person answers for that', () => {
    const also = (organisation: string) =>
      as('1').given(history.grantedTo('seat-1', { grantId: 'also', role: 'partner', organisation }));
    const lead = history.submitted('P6', '963000.00', { lead: 'country-y' });
    also('country-y').facts(lead).when(vote('1')).refused('own-proposal');
    expect(also('country-z').facts(lead).when(vote('1')).events).toHaveLength(1);
    const ruled = { ...history.recused('P6', '1').data, ruling: 'disclosure' as const };
    const partners = [{ organisation: 'state-a', organisationId: 'state-a', role: 'Trains' }];
    const consortium = history.submitted('P6', '963000.00', { partners });
    const disclosed = { type: 'InterestDeclared' as const, data: ruled };
    expect(also('state-a').given(disclosed).facts(consortium).when(vote('1')).events).toHaveLength(1);
  });

  it('comes while the item is open and the session has begun', () => {
    as('1').now('2008-05-20T06:59:59.999Z').when(vote('1')).refused('session-not-begun');
    const decided = { ...history.approvedOnPaper('d', P6, SPLIT) };
    as('1')
      .given({ ...decided, data: { ...decided.data, agendaItemId: 'P6' } })
      .when(vote('1'))
      .refused('agenda-item-closed');
  });

  it('is hidden from all but the parties', () => {
    expect(committeeModel.visibility?.({ type: 'VoteCast', data: {} })).toBe('parties');
    expect(committeeModel.visibility?.({ type: 'DecisionTaken', data: {} })).toBe('public');
  });
});
