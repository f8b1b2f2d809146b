import type { DecisionSubject } from '@mdtf/domain';
import { specification } from '@mdtf/domain/testing';
import { describe, expect, it } from 'vitest';
import type { AgendaItem } from './agenda-item.ts';
import type { InterestDeclared, MemberSeated } from './events.ts';
import { rolesOf } from './interests.ts';
import { minutesOf } from './minutes.ts';
import { committeeModel } from './model.ts';
import { organisationAggregate } from './organisations/organisation.ts';
import type { Session } from './session.ts';
import { demonstrationCharter } from './testing/demonstration-charter.ts';
import * as history from './testing/demonstration-history.ts';

const EVERYONE = Object.keys(history.HOLDERS);
const P1: DecisionSubject = { kind: 'proposal', id: 'P1' };
const split = [history.part('pooled', 'W1', '1000.00')];

const model = { ...committeeModel, facts: [...committeeModel.facts, organisationAggregate] };

const convened = specification(model, { now: history.SESSION_3_BEGINS, actor: history.CHAIR })
  .given(
    ...history.established(),
    ...history.seated,
    ...EVERYONE.map(history.sits),
    history.convened('session-3', 3),
  )
  .facts(history.submitted('P1', '1000.00', { windowId: 'W1', partners: [{ organisation: 'Country  X' }] }));
const fund = convened.given(history.attended('session-3', ...EVERYONE), history.onAgenda('P1', P1, split));

type Scenario = typeof fund;

const decide = (outcome = 'approved') => ({
  type: 'DecideInSession',
  data: { id: 'd', agendaItemId: 'P1', outcome, amounts: [], conditions: [], reason: 'Agreed' },
});
const vote = (seat: string) => ({
  type: 'CastVote',
  data: { agendaItemId: 'P1', voter: `seat-${seat}`, seat, ballot: 'for' },
});
const votes = (scenario: Scenario, seat: string) => scenario.as(history.seatHolder(seat)).when(vote(seat));
const holds = (seat: string, more: Partial<MemberSeated['data']>): MemberSeated => ({
  type: 'MemberSeated',
  data: { seat, organisation: `holder-${seat}`, organisationName: `Holder ${seat}`, ...more },
});

describe('the term of a seat', () => {
  const ending = (until: string) => fund.given(holds('1', { until }));

  it('ends with its last day: no vote is counted after it', () => {
    expect(votes(ending('2008-05-20'), '1').events).toHaveLength(1);
    votes(ending('2008-05-19'), '1').refused('seat-expired');
    votes(ending('2008-05-20').now('2008-05-20T22:00:00.000Z'), '1').refused('seat-expired');
  });

  it('leaves the seat vacant in a quorum: entitled, and absent', () => {
    const five = convened.given(
      history.attended('session-3', '1', '2', '3', '5', '6', '8'),
      history.onAgenda('P1', P1, split),
    );
    expect(five.when(decide()).events).toHaveLength(1);
    five
      .given(holds('1', { until: '2008-05-19' }))
      .when(decide())
      .refused('no-quorum');
  });

  it('is looked at when attendance is taken, and not over when a member is seated', () => {
    const record = { type: 'RecordAttendance', data: { sessionId: 'session-3', present: ['2', '1'] } };
    ending('2008-05-19').when(record).refused('seat-expired', { field: 'body.present.1' });
    const seat = { type: 'SeatMember', data: { seat: '1', organisation: 'x', until: '2008-05-19' } };
    fund.platform(history.registered('x')).when(seat).refused('seat-expired', { field: 'body.until' });
  });

  it('takes the part of silence with it', () => {
    const asked = fund.given(history.asked('T1', split), holds('2', { until: '2008-05-19' }));
    const answer = { nonObjectionId: 'T1', voter: 'seat-2', seat: '2', answer: 'no-objection' };
    asked.as(history.seatHolder('2')).when({ type: 'AnswerNotice', data: answer }).refused('seat-expired');
  });
});

describe('an institution that is several things to an item', () => {
  const bank = { organisation: 'bank', organisationName: 'The bank', until: null };
  const proposal = { lead: 'iom', partners: [] };

  it('is each of them by itself', () => {
    const holder = { ...bank, kinds: ['administering-bank', 'donor', 'partner'] as const };
    expect(rolesOf(holder, proposal, split)).toEqual(['host', 'donor']);
    expect(rolesOf(holder, proposal, [history.part('bank', 'W1', '1.00')])).toEqual([
      'internal-donor',
      'host',
      'donor',
    ]);
    expect(rolesOf(holder, { lead: 'bank', partners: ['the BANK'] }, split)).toEqual([
      'lead',
      'consortium',
      'host',
      'donor',
    ]);
  });

  it('has no vote, and is in no decision, before its interest is ruled; a disclosure lets it stay', () => {
    const inConsortium = fund.given(holds('5', { organisationName: 'COUNTRY X' }));
    votes(inConsortium, '5').refused('interest-not-ruled', { params: { seat: '5', roles: 'consortium' } });
    inConsortium.when(decide()).refused('interest-not-ruled');
    expect(inConsortium.when(decide('deferred')).events).toHaveLength(1);
    const ruled = inConsortium.given({
      ...history.recused('P1', '5'),
      data: { ...history.recused('P1', '5').data, ruling: 'disclosure' },
    });
    expect(votes(ruled, '5').events).toHaveLength(1);
    expect(ruled.when(decide()).events).toHaveLength(1);
    votes(inConsortium.given(history.recused('P1', '5')), '5').refused('seat-recused');
  });
});

describe('a contested ruling', () => {
  const ruling = (more: object = {}) => ({
    type: 'DeclareInterest',
    data: { agendaItemId: 'P1', seat: '3', nature: 'Shareholder', ruling: 'disclosure', ...more },
  });

  it('is the committee’s, and only the committee changes it', () => {
    fund.when(ruling({ decisionId: 'd9' })).refused('decision-not-found');
    const decided = fund.given(history.approvedOnPaper('d9', { kind: 'other', id: 'interest-of-3' }));
    const [event] = decided.when(ruling({ decisionId: 'd9' })).events as readonly InterestDeclared[];
    const by = decided.given(event as InterestDeclared);
    by.when(ruling({ ruling: 'recusal' })).refused('ruled-by-committee');
    const on = history.approvedOnPaper('d8', { kind: 'charter', id: 'x' });
    by.given(on)
      .when(ruling({ decisionId: 'd8' }))
      .refused('not-a-ruling', { field: 'body.decisionId' });
  });
});

describe('the minutes of a session', () => {
  const approve = { type: 'ApproveMinutes', data: { sessionId: 'session-3', remarks: 'Read and agreed' } };
  const decided = fund.given(...fund.when(decide()).events);

  it('are approved once nothing is undecided, and close the session', () => {
    convened.now('2008-05-20T06:00:00.000Z').when(approve).refused('session-not-begun');
    fund.when(approve).refused('item-undecided', { params: { agendaItemId: 'P1' } });
    const closed = decided.given(...decided.when(approve).events);
    closed.when(approve).refused('session-closed');
    closed
      .when({ type: 'RecordAttendance', data: { sessionId: 'session-3', present: ['1'] } })
      .refused('session-closed');
    closed
      .when({
        type: 'AddAgendaItem',
        data: { id: 'x', sessionId: 'session-3', subject: { kind: 'other', id: 'x' }, title: 'x', split: [] },
      })
      .refused('session-closed');
    closed.as(history.seatHolder('1')).when(vote('1')).refused('agenda-item-closed');
  });

  it('are drafted from the record, to be read in both languages', () => {
    const at = decided.whenTimePasses(history.SESSION_3_BEGINS);
    const minutes = minutesOf({
      session: at.state<Session>('session', 'session-3') as Session,
      charter: demonstrationCharter,
      seats: at.state('seats', 'committee'),
      items: [
        {
          item: at.state<AgendaItem>('agenda-item', 'P1') as AgendaItem,
          decision: at.state('decision', 'd'),
        },
      ],
    });
    expect(minutes).toMatchObject({
      status: 'draft',
      quorum: { met: true },
      items: [{ agendaItemId: 'P1' }],
    });
    expect(minutes.absent.map(({ seat }) => seat)).toEqual(['bank', 'gmg-chair', 'forum-chair']);
    expect(minutes.text.en.split('\n')).toEqual(
      expect.arrayContaining([
        'Geneva, 2008-05-20 09:00 Europe/Zurich (2008-05-20 07:00 UTC)',
        'Votes (consensus): 0 for, 0 against, 0 abstaining; needed 0: carried',
        'Approved. Agreed',
        'USD 1,000.00 from pooled, window W1',
      ]),
    );
    expect(minutes.text.fr).toContain('ayants droit 9, requis 6, présents 9');
    expect(minutes.text.fr).toContain('Projet : ce procès-verbal n’est pas encore approuvé.');
  });
});
