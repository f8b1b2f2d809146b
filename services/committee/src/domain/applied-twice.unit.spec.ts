import { specification } from '@mdtf/domain/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { committeeModel } from './model.ts';
import { organisationAggregate } from './organisations/organisation.ts';
import { demonstrationCharter as charter } from './testing/demonstration-charter.ts';
import * as history from './testing/demonstration-history.ts';
import { dueDiligence, flagged } from './testing/on-record.ts';

const model = { ...committeeModel, facts: [...committeeModel.facts, organisationAggregate] };
const everyone = history.person('somebody', ['chair', 'secretariat', 'seat-holder'], ['1']);
const amounts = [history.part('pooled', 'W2', '1000.00')];

const empty = specification(model, { now: history.SESSION_3_BEGINS, actor: everyone })
  .platform(history.registered('state-a'))
  .facts(
    history.submitted('P1', '1000.00'),
    history.submitted('P2', '1000.00'),
    history.submitted('T1', '1000.00'),
    history.submitted('T2', '1000.00'),
    history.submitted('T3', '1000.00'),
  );

const fund = empty.given(
  ...history.established(),
  history.sits('1'),
  history.convened('session-3', 3),
  history.attended('session-3', ...Object.keys(history.HOLDERS)),
  history.onAgenda('P1', { kind: 'proposal', id: 'P1' }, amounts),
  history.approvedOnPaper('paper', { kind: 'proposal', id: 'P3' }, amounts),
  {
    type: 'RoleRequested',
    data: { grantId: 'asked', person: 'rita', role: 'reviewer', organisation: null, seat: null },
  },
  history.approvedOnPaper('on-charter', { kind: 'charter', id: 'v2' }),
  history.registered('iom'),
  ...dueDiligence('checked', 'state-a'),
  flagged('noted', 'state-a', 'blocked'),
  history.asked('T1', amounts),
  history.asked('T2', amounts),
  { type: 'ObjectionRaised', data: { nonObjectionId: 'T2', seat: '2', reason: 'Too little is known' } },
  {
    type: 'SessionConvened',
    data: { ...history.convened('later', 9).data, startsAt: '2009-01-01T00:00:00.000Z' },
  },
);

const decided = { outcome: 'approved', amounts: [], conditions: [], reason: 'Agreed' };

/** Every command of the committee's service, in a form that is accepted. */
const commands: {
  readonly [type: string]: {
    readonly data: object;
    readonly before?: typeof fund;
    readonly as?: typeof everyone;
  };
} = {
  EstablishFund: {
    before: empty,
    data: { id: 'imdp', charter, grants: [{ person: 'chair', role: 'chair' }] },
  },
  ListFund: { data: { fundId: 'imdp', title: charter.title, currency: 'USD' } },
  AdoptCharter: { data: { charter: { ...charter, note: 'Changed' }, decisionId: 'on-charter' } },
  RegisterOrganisation: { data: { id: 'migrants', name: 'Migrants’ organisation', kinds: ['partner'] } },
  CorrectOrganisation: {
    data: {
      organisation: { id: 'iom', name: 'Migration body', kinds: ['partner'] },
      reason: 'As in its statutes',
    },
  },
  RecordDueDiligence: {
    data: {
      id: 'new',
      organisation: 'state-a',
      questions: [{ question: 'Accounts audited?', answer: 'Yes', evidence: [] }],
      rating: 'low',
      validFrom: '2008-01-01',
      validUntil: '2009-12-31',
    },
  },
  ConfirmDueDiligence: { data: { recordId: 'checked', organisation: 'state-a' }, as: history.CHAIR },
  FlagOrganisation: {
    data: { id: 'f', organisation: 'state-a', level: 'blocked', reason: 'Audit open', evidence: [] },
  },
  LiftFlag: { data: { flagId: 'noted', organisation: 'state-a', reason: 'Audit closed' }, as: history.CHAIR },
  RequestGrant: { data: { id: 'g', person: 'rita', role: 'reviewer' } },
  ApproveGrant: { data: { grantId: 'asked' }, as: history.CHAIR },
  RevokeGrant: { data: { grantId: 'asked', reason: 'Not needed' } },
  SeatMember: { data: { seat: '1', organisation: 'state-a' } },
  ConveneSession: {
    data: {
      id: 'session-4',
      number: 4,
      startsAt: history.SESSION_3_BEGINS,
      place: 'Geneva',
      title: 'Fourth',
    },
  },
  RecordAttendance: { data: { sessionId: 'session-3', present: ['1', '2'] } },
  ApproveMinutes: {
    before: fund.given(history.deferredIn('session-3', 'P1')),
    data: { sessionId: 'session-3' },
  },
  AddAgendaItem: {
    data: { id: 'P2', sessionId: 'session-3', subject: { kind: 'proposal', id: 'P2' }, split: amounts },
  },
  PrepareSplit: { data: { agendaItemId: 'P1', split: amounts } },
  ProposeSplit: { data: { subject: { kind: 'proposal', id: 'P2' }, split: amounts } },
  DeclareInterest: { data: { agendaItemId: 'P1', seat: '1', nature: 'Shareholder', ruling: 'recusal' } },
  CastVote: {
    data: { agendaItemId: 'P1', voter: 'seat-1', seat: '1', ballot: 'for' },
    as: history.seatHolder('1'),
  },
  DecideInSession: { data: { id: 'd', agendaItemId: 'P1', ...decided } },
  RecordPaperDecision: {
    data: {
      ...decided,
      id: 'p',
      subject: { kind: 'proposal', id: 'P2' },
      amounts,
      onPaper: { reference: 'Minutes', date: '2008-05-19' },
    },
  },
  MarkCarriedOut: { data: { decisionId: 'paper', allocationId: 'a' } },
  OpenNonObjection: {
    data: {
      id: 'T3',
      decisionId: 'decision-T3',
      subject: { kind: 'proposal', id: 'T3' },
      split: amounts,
      conditions: [],
      reason: 'A government asks',
    },
  },
  RecordNotices: { data: { nonObjectionId: 'T1', notices: [{ seat: '1', outcome: 'delivered' }] } },
  RecordOutage: {
    before: fund.now('2008-05-21T07:00:00.000Z'),
    data: {
      nonObjectionId: 'T1',
      from: '2008-05-20T08:00:00.000Z',
      until: '2008-05-20T20:00:00.000Z',
      reason: 'No mail',
    },
  },
  AnswerNotice: {
    data: { nonObjectionId: 'T1', voter: 'seat-1', seat: '1', answer: 'no-objection' },
    as: history.seatHolder('1'),
  },
  RecuseFromNonObjection: { data: { nonObjectionId: 'T1', seat: '3', nature: 'Co-applicant' } },
  CloseNonObjection: { data: { nonObjectionId: 'T1', reason: 'Asked too early' } },
  CloseWithdrawn: { data: { proposalId: 'T1' } },
  FillAgenda: { data: {} },
  MarkNotCarriedOut: { data: { decisionId: 'paper', code: 'short', reason: 'Short', verdicts: [] } },
};

describe('a command that is applied already', () => {
  it('is looked at for every command there is', () => {
    expect(Object.keys(commands).sort()).toEqual(Object.keys(committeeModel.commands).sort());
  });

  it.each(Object.entries(commands))(
    'makes nothing happen when %s is asked again',
    (type, { data, before = fund, as = everyone }) => {
      const at = before.as(as);
      const first = at.when({ type, data });
      expect(first.events.length).toBeGreaterThan(0);
      expect(eventsOf(() => at.given(...first.events).when({ type, data }).events)).toEqual([]);
    },
  );

  it('makes nothing happen whatever others were applied in between', () => {
    const others = Object.entries(commands).filter(([type]) => type !== 'EstablishFund');
    fc.assert(
      fc.property(fc.shuffledSubarray(others), (asked) => {
        let at = fund;
        const applied: { type: string; data: object }[] = [];
        for (const [type, { data, as = everyone }] of asked) {
          const events = eventsOf(() => at.as(as).when({ type, data }).events);
          if (events.length > 0) applied.push({ type, data });
          at = at.given(...events);
        }
        for (const { type, data } of applied) {
          expect(
            eventsOf(() => at.when({ type, data }).events),
            type,
          ).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });
});

type Events = ReturnType<ReturnType<typeof fund.when>['then']>['events'];

/** The events of a decision, none where it is refused. */
function eventsOf(decide: () => Events): Events {
  try {
    return decide();
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('Refused')) return [];
    throw error;
  }
}
