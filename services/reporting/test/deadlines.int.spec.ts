import { reportingRoutes as routes } from '@mdtf/contracts';
import type { DomainEvent } from '@mdtf/domain';
import { calendarEvents } from '@mdtf/testing/calendar-events';
import { type ServiceUnderTest, serviceUnderTest } from '@mdtf/testing/service-under-test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReporting } from '../src/service.ts';
import { charterAdopted } from './events.ts';
import {
  decisionTaken,
  granted,
  mandateOffered,
  nonObjectionOpened,
  sessionConvened,
} from './notice-events.ts';

const FUND = 'imdp';
const params = { fundId: FUND };
const NOW = '2008-05-20T07:00:00.000Z';
/** The end of 3 June in Zurich. */
const TERM = '2008-06-03T22:00:00.000Z';

let under: ServiceUnderTest<'committee' | 'proposals' | 'allocation'>;

beforeAll(async () => {
  under = await serviceUnderTest(openReporting, ['committee', 'proposals', 'allocation']);
  await under.service.setClock(FUND, NOW);
  const calendar = [
    { id: 'dgf', title: { en: 'Formal request', fr: 'Demande en forme' }, date: '2009-01-15' },
  ];
  await under.told('committee', FUND, [
    charterAdopted(1, { calendar }),
    granted('secretariat', 'secretariat'),
    granted('partner-iom', 'partner', { organisation: 'iom' }),
    granted('seat-1', 'seat-holder', { seat: '1' }),
    granted('seat-2', 'seat-holder', { seat: '2' }),
    sessionConvened('session-3', '2008-09-09T07:00:00.000Z'),
    nonObjectionOpened('T1', ['1', '2'], TERM),
    decisionTaken('d1', {
      conditions: [
        { id: 'letters', text: 'Letters of both ministries.', owner: 'iom', due: '2008-06-30' },
        { id: 'open', text: 'No day set.', owner: 'iom' },
      ],
    }),
    decisionTaken('w1', {
      subject: { kind: 'waiver', id: 'P1', rule: 'R8' },
      title: 'Waiver of R8',
      expires: '2008-12-31',
    }),
  ]);
  await under.told('proposals', FUND, [
    {
      type: 'CallOpened',
      data: {
        callId: 'C2',
        windowId: null,
        title: 'Second call',
        source: null,
        year: 2008,
        planned: null,
        opensAt: NOW,
        conceptNotesDue: '2008-05-19T22:00:00.000Z',
        fullProposalsDue: '2008-07-15T22:00:00.000Z',
        charterVersion: 1,
      },
    },
  ]);
  await under.told('allocation', FUND, [mandateOffered('m1', '2008-07-01', '2009-06-30')]);
});
afterAll(() => under?.[Symbol.asyncDispose]());

const idsOf = async (person: string, state: 'open' | 'done' | 'cancelled' | 'passed' | 'any' = 'open') => {
  const { items } = await under.ask(person, routes.listDeadlines, { params, query: { state } });
  return items.map(({ deadlineId }) => deadlineId);
};
const told = (source: 'committee' | 'allocation', events: readonly DomainEvent[]) =>
  under.told(source, FUND, events);

describe('what has a date', () => {
  it('is told to those whom it concerns, the earliest first', async () => {
    expect(await idsOf('seat-1')).toEqual(['non-objection:T1:1', 'session:session-3']);
    expect(await idsOf('partner-iom')).toEqual(['condition:d1:letters', 'call:C2:full', 'waiver:w1']);
    expect(await idsOf('secretariat')).toEqual([
      'non-objection:T1',
      'condition:d1:letters',
      'call:C2:full',
      'session:session-3',
      'waiver:w1',
      'calendar:dgf',
    ]);
    expect(await under.refused('nobody', routes.listDeadlines, { params })).toMatchObject({ status: 403 });
  });

  it('ends with the last second of its day in the fund’s zone, and is shown in it', async () => {
    const { items } = await under.ask('partner-iom', routes.listDeadlines, {
      params,
      query: { kind: 'condition' },
    });
    expect(items).toMatchObject([
      { dueAt: '2008-06-30T22:00:00.000Z', due: '2008-07-01 00:00 Europe/Zurich (2008-06-30 22:00 UTC)' },
    ]);
  });

  it('comes in pages that follow one another', async () => {
    const first = await under.ask('secretariat', routes.listDeadlines, { params, query: { limit: 4 } });
    const second = await under.ask('secretariat', routes.listDeadlines, {
      params,
      query: { limit: 4, cursor: first.nextCursor ?? '' },
    });
    expect(second.items.map(({ deadlineId }) => deadlineId)).toEqual(['waiver:w1', 'calendar:dgf']);
  });

  it('has passed once its instant is over', async () => {
    expect(await idsOf('partner-iom', 'passed')).toEqual(['call:C2:concept-note']);
  });

  it('of partners’ reports begins when the mandate is accepted, by the rules’ days', async () => {
    await told('allocation', [
      {
        type: 'MandateAccepted',
        data: { mandateId: 'm1', proposalId: 'P1', partner: 'iom', acceptedBy: 'partner-iom' },
      },
    ]);
    const { items } = await under.ask('partner-iom', routes.listDeadlines, {
      params,
      query: { kind: 'report' },
    });
    expect(items.map(({ deadlineId, dueAt }) => [deadlineId, dueAt])).toEqual([
      ['report:m1:certified-2008', '2009-04-30T22:00:00.000Z'],
      ['report:m1:narrative', '2009-09-30T22:00:00.000Z'],
      ['report:m1:certified-2009', '2010-04-30T22:00:00.000Z'],
    ]);
    await told('committee', [
      charterAdopted(2, {
        rules: { R9: { parameters: { narrativeMonths: 1 } }, R11: { parameters: { certifiedBy: '06-30' } } },
      }),
    ]);
    const later = await under.ask('partner-iom', routes.listDeadlines, { params, query: { kind: 'report' } });
    expect(later.items.map(({ dueAt }) => dueAt.slice(0, 10))).toEqual([
      '2009-06-30',
      '2009-07-30',
      '2010-06-30',
    ]);
  });

  it('of an extension without cost is as long before the end as R6 says, until it is extended', async () => {
    const query = { kind: 'extension' as const };
    const asked = async () => (await under.ask('partner-iom', routes.listDeadlines, { params, query })).items;
    expect(await asked()).toMatchObject([
      { deadlineId: 'extension:m1', dueAt: '2009-03-30T22:00:00.000Z', subject: { id: 'P1' } },
    ]);
    const off = { R6: { severities: { amendment: 'off' } } };
    await told('committee', [charterAdopted(3, { rules: off })]);
    expect(await asked()).toEqual([]);
    await told('committee', [charterAdopted(4, { rules: { R6: { parameters: { noticeMonths: 2 } } } })]);
    expect(await asked()).toMatchObject([{ dueAt: '2009-04-30T22:00:00.000Z' }]);
    const { data } = mandateOffered('m1', '2008-07-01', '2009-12-31');
    const extended = { before: '2009-06-30', askedOn: '2009-03-01', verdicts: [], decisionId: null };
    await told('allocation', [{ type: 'MandateExtended', data: { ...(data as object), ...extended } }]);
    expect(await asked()).toEqual([]);
    await told('allocation', [
      { type: 'MandateExtended', data: { ...(data as object), ...extended, endDate: '2009-06-30' } },
    ]);
  });

  it('of a call is put later for all when the call is extended', async () => {
    const was = '2008-07-15T22:00:00.000Z';
    const is = '2008-07-31T22:00:00.000Z';
    await under.told('proposals', FUND, [
      {
        type: 'CallExtended',
        data: { callId: 'C2', changes: [{ deadline: 'full', was, is }], reason: 'A holiday' },
      },
    ]);
    const query = { kind: 'call' as const };
    const { items } = await under.ask('partner-iom', routes.listDeadlines, { params, query });
    expect(items.map(({ dueAt }) => dueAt)).toEqual([is]);
  });

  it('of an applicant’s answer ends with the answer, or with the proposal', async () => {
    const asked = (clarificationId: string) => ({
      type: 'ProposalQuestionAsked',
      data: {
        proposalId: 'P7',
        lead: 'iom',
        clarificationId,
        askedFor: 'committee',
        question: 'Who keeps the data?',
        due: '2008-06-10T22:00:00.000Z',
      },
    });
    await under.told('proposals', FUND, [
      asked('q1'),
      asked('q2'),
      {
        type: 'ProposalQuestionAnswered',
        data: { proposalId: 'P7', clarificationId: 'q1', answer: 'The offices.' },
      },
    ]);
    expect(await idsOf('partner-iom')).toContain('clarification:P7:q2');
    expect(await idsOf('partner-iom', 'done')).toContain('clarification:P7:q1');
    expect(await idsOf('seat-1')).not.toContain('clarification:P7:q2');
    await under.told('proposals', FUND, [
      { type: 'ProposalWithdrawn', data: { proposalId: 'P7', reason: 'Done elsewhere' } },
    ]);
    expect(await idsOf('partner-iom')).not.toContain('clarification:P7:q2');
  });

  it('of a due diligence is that of the one confirmed last, for the organisation and the secretariat', async () => {
    const confirmed = (recordId: string, validUntil: string) => ({
      type: 'DueDiligenceConfirmed',
      data: {
        recordId,
        organisation: 'iom',
        rating: 'low',
        validFrom: '2008-01-01',
        validUntil,
        role: 'treasurer',
      },
    });
    await told('committee', [confirmed('dd1', '2008-07-31'), confirmed('dd2', '2009-07-31')]);
    const query = { kind: 'due-diligence' as const };
    for (const person of ['partner-iom', 'secretariat']) {
      const { items } = await under.ask(person, routes.listDeadlines, { params, query });
      expect(items).toMatchObject([{ deadlineId: 'due-diligence:iom', dueAt: '2009-07-31T22:00:00.000Z' }]);
    }
    expect((await under.ask('seat-1', routes.listDeadlines, { params, query })).items).toEqual([]);
  });

  it('of an offer in kind is its last day, until it is withdrawn', async () => {
    const offer = {
      offerId: 'o1',
      organisation: 'iom',
      form: 'expert-days',
      title: 'Statisticians',
      description: 'Days of them',
      unit: 'day',
      quantity: 20,
      informationValue: null,
      themes: [],
      countries: 'any',
      languages: ['en'],
      validUntil: '2008-09-30',
    };
    await under.told('proposals', FUND, [{ type: 'OfferMade', data: offer }]);
    expect(await idsOf('partner-iom')).toContain('offer:o1');
    await under.told('proposals', FUND, [
      { type: 'OfferWithdrawn', data: { offerId: 'o1', reason: 'All given' } },
    ]);
    expect(await idsOf('partner-iom')).not.toContain('offer:o1');
  });

  it('of the charter’s calendar is called off by a version without it', async () => {
    expect(await idsOf('secretariat', 'cancelled')).toContain('calendar:dgf');
    expect(await idsOf('secretariat')).not.toContain('calendar:dgf');
  });

  it('is done when the condition is met, and the seat has answered', async () => {
    await told('allocation', [
      {
        type: 'ConditionMet',
        data: { allocationId: 'd1', conditionId: 'letters', evidence: 'Both came', metOn: '2008-05-20' },
      },
    ]);
    await told('committee', [
      { type: 'NoObjectionDeclared', data: { nonObjectionId: 'T1', seat: '1', note: null } },
    ]);
    expect(await idsOf('partner-iom', 'done')).toContain('condition:d1:letters');
    expect(await idsOf('seat-1', 'done')).toEqual(['non-objection:T1:1']);
    expect(await idsOf('seat-2')).toContain('non-objection:T1:2');
  });
});

describe('the calendar of a person', () => {
  const feed = { params: { ...params } };
  const read = async (person: string | undefined, token?: string): Promise<Response> => {
    const query = token === undefined ? {} : { token };
    return under.send(person, routes.deadlineCalendar, { params, query, accept: 'text/calendar' });
  };
  const eventsOf = async (response: Response) => calendarEvents(await response.text());

  it('is read without signing in, by a secret address that is shown once', async () => {
    expect(await under.ask('seat-2', routes.getDeadlineFeed, feed)).toEqual({ madeAt: null });
    const { token, path } = await under.ask('seat-2', routes.makeDeadlineFeed, feed);
    expect(path).toBe(`/v1/funds/imdp/deadlines.ics?token=${token}`);
    const response = await read(undefined, token);
    expect(response.headers.get('content-type')).toMatch(/^text\/calendar/);
    expect(await eventsOf(response)).toEqual([
      {
        uid: 'non-objection:T1:2@imdp.mdtf',
        sequence: 0,
        status: 'CONFIRMED',
        start: '2008-06-03',
        summary: 'Non-objection, answer for seat 2: Labour agreements',
      },
      {
        uid: 'session:session-3@imdp.mdtf',
        sequence: 0,
        status: 'CONFIRMED',
        start: '2008-09-09T07:00:00Z',
        summary: 'Session of the oversight committee: Third session',
      },
    ]);
    expect(await (await read(undefined, token)).text()).toBe(await (await read('seat-2')).text());
    const kept = await under.database.pool.query('SELECT * FROM deadline_feed');
    expect(JSON.stringify(kept.rows)).not.toContain(token);
  });

  it('moves an event that moves, and cancels one that is called off, each under its own name', async () => {
    await told('committee', [
      {
        type: 'NoticesRecorded',
        data: {
          nonObjectionId: 'T1',
          notices: [{ seat: '2', outcome: 'delivered', evidence: null }],
          dueAt: '2008-06-05T22:00:00.000Z',
        },
      },
      {
        type: 'RecusedFromNonObjection',
        data: { nonObjectionId: 'T1', seat: '2', nature: 'Co-applicant', ruledBy: 'chair' },
      },
    ]);
    const [event] = await eventsOf(await read('seat-2'));
    expect(event).toMatchObject({
      uid: 'non-objection:T1:2@imdp.mdtf',
      sequence: 2,
      status: 'CANCELLED',
      start: '2008-06-05',
    });
  });

  it('is closed to an old address once there is a new one, or none, or its owner has no role', async () => {
    const first = await under.ask('seat-2', routes.makeDeadlineFeed, feed);
    const second = await under.ask('seat-2', routes.makeDeadlineFeed, feed);
    expect((await read(undefined, first.token)).status).toBe(404);
    expect((await read(undefined, second.token)).status).toBe(200);
    await told('committee', [
      {
        type: 'RoleRevoked',
        data: {
          grantId: 'seat-2-seat-holder',
          person: 'seat-2',
          role: 'seat-holder',
          organisation: null,
          seat: '2',
          reason: 'Left',
        },
      },
    ]);
    expect((await read(undefined, second.token)).status).toBe(404);
    const { token } = await under.ask('seat-1', routes.makeDeadlineFeed, feed);
    await under.ask('seat-1', routes.revokeDeadlineFeed, feed);
    expect((await read(undefined, token)).status).toBe(404);
    expect((await read(undefined)).status).toBe(401);
  });
});

describe('a partner’s report that is due', () => {
  const activityId = 'P1';
  const narrative = {
    id: 'n1',
    period: { from: '2008-07-01', to: '2009-06-30' },
    narrative: 'All was done.',
  };

  it('is done when it comes, and due again when it is returned', async () => {
    const subject = { kind: 'proposal', id: activityId };
    await told('committee', [
      {
        type: 'DecisionCarriedOut',
        data: { decisionId: 'd1', allocationId: 'd1', agendaItemId: null, subject },
      },
    ]);
    await under.service.setClock(FUND, '2009-07-05T07:00:00.000Z');
    const submitted = await under.call('partner-iom', routes.submitProgressReport, {
      params: { ...params, activityId },
      body: narrative,
    });
    expect(submitted.ok, JSON.stringify(submitted.body)).toBe(true);
    const done = async (state: 'done' | 'open', after: string | undefined) => {
      const query = { state, kind: 'report' as const };
      const { items } = await under.ask('partner-iom', routes.listDeadlines, {
        params,
        query,
        after: after ?? '',
      });
      return items.map(({ deadlineId }) => deadlineId);
    };
    expect(await done('done', submitted.position)).toEqual(['report:m1:narrative']);
    const returned = await under.call('secretariat', routes.judgeProgressReport, {
      params: { ...params, activityId, reportId: 'n1' },
      body: { accepted: false, reason: 'Too short' },
    });
    expect(returned.ok, JSON.stringify(returned.body)).toBe(true);
    expect(await done('open', returned.position)).toContain('report:m1:narrative');
  });
});
