import {
  type Actor,
  type ApprovedAmount,
  type DecisionSubject,
  minorOf,
  moneyOf,
  type Verdict,
} from '@mdtf/domain';
import type { AllocationMade } from '@mdtf/rules';
import type {
  AgendaItemAdded,
  CharterAdopted,
  DecisionTaken,
  FundEstablished,
  InterestDeclared,
  MemberSeated,
  RoleGranted,
  SessionConvened,
  VoteCast,
} from '../events.ts';
import type { ContributionEvent } from '../known/pot.ts';
import type { ProposalEvent } from '../known/proposal.ts';
import type { OrganisationRegistered } from '../organisations/organisation-events.ts';
import type { Ballot, Charter } from '../shapes.ts';
import type { NonObjectionOpened } from '../silence/non-objection-events.ts';
import { demonstrationCharter } from './demonstration-charter.ts';

/** The morning of the third session, 20 May 2008, in the fund's clock. */
export const SESSION_3_BEGINS = '2008-05-20T07:00:00.000Z';

/** Who holds which seat of the demonstration fund. */
export const HOLDERS = {
  '1': 'state-a',
  '2': 'state-b',
  '3': 'state-c',
  '4': 'foundation-d',
  '5': 'country-x',
  '6': 'country-y',
  '7': 'country-z',
  '8': 'migrants',
  '9': 'employers-workers',
} as const;

/** A person with roles and seats. */
export function person(id: string, roles: readonly string[], seats: readonly string[] = []): Actor {
  return { id, roles, organisations: [], seats };
}

/** Whoever holds a seat. */
export const seatHolder = (seat: string): Actor => person(`seat-${seat}`, ['seat-holder'], [seat]);

export const CHAIR = person('chair', ['chair']);
export const SECRETARIAT = person('secretariat', ['secretariat']);

export const usd = (amount: string) => ({ amount, currency: 'USD' });

/** An amount of one pot for a window. */
export const part = (pot: string, windowId: string | null, amount: string): ApprovedAmount => ({
  pot,
  windowId,
  amount: usd(amount),
});

/** The fund as established, under a charter. */
export function established(charter: Charter = demonstrationCharter): [FundEstablished, CharterAdopted] {
  const { title, currency, timeZone, publishes } = charter;
  return [
    { type: 'FundEstablished', data: { fundId: 'imdp', title, currency, timeZone, publishes } },
    { type: 'CharterAdopted', data: { version: 1, charter, decisionId: null, document: null } },
  ];
}

/** All nine seats given to their organisations. */
export const seated: readonly MemberSeated[] = Object.entries(HOLDERS).map(([seat, organisation]) => ({
  type: 'MemberSeated',
  data: { seat, organisation, organisationName: organisation },
}));

/** The role in which whoever holds a seat sits in it. */
export const sits = (seat: string): RoleGranted => ({
  type: 'RoleGranted',
  data: {
    grantId: `seat-${seat}`,
    person: `seat-${seat}`,
    role: 'seat-holder',
    organisation: null,
    seat,
    requestedBy: 'secretariat',
    approvedBy: 'chair',
  },
});

/** One more role of a person. */
export const grantedTo = (
  personId: string,
  grant: Pick<RoleGranted['data'], 'grantId' | 'role' | 'organisation'>,
): RoleGranted => ({
  type: 'RoleGranted',
  data: { ...grant, person: personId, seat: null, requestedBy: 'secretariat', approvedBy: 'chair' },
});

/** An organisation of the platform's log. */
export const registered = (id: string): OrganisationRegistered => ({
  type: 'OrganisationRegistered',
  data: { id, name: id, kinds: ['partner'] },
});

/** A session that begins on the morning of 20 May 2008. */
export const convened = (sessionId: string, number: number): SessionConvened => ({
  type: 'SessionConvened',
  data: { sessionId, number, startsAt: SESSION_3_BEGINS, place: 'Geneva', title: sessionId },
});

/** These seats are present at a session. */
export const attended = (sessionId: string, ...present: readonly string[]) => ({
  type: 'AttendanceRecorded' as const,
  data: { sessionId, present },
});

interface Submission {
  readonly lead?: string;
  readonly windowId?: string;
  readonly callId?: string;
  readonly direct?: string;
  readonly indirect?: string;
  readonly partners?: readonly { readonly organisation: string }[];
  readonly kind?: 'project' | 'assistance-request';
  readonly implementedBy?: string;
}

/** A full proposal as the proposals' log has it; direct and indirect cost stand in its budget where given. */
export function submitted(proposalId: string, requested: string, more: Submission = {}): ProposalEvent {
  const { lead = 'diaspora-health', windowId = 'W2', callId, direct, indirect, partners = [] } = more;
  const { kind = 'project', implementedBy } = more;
  const line = (category: number, amount: string | undefined) =>
    amount === undefined ? [] : [{ category, amount: usd(amount) }];
  return {
    type: 'FullProposalSubmitted',
    data: {
      proposalId,
      revision: 1,
      content: {
        kind,
        ...(implementedBy === undefined ? {} : { assistance: { implementedBy } }),
        title: `Proposal ${proposalId}`,
        lead,
        partners,
        windowId,
        ...(callId === undefined ? {} : { callId }),
        startDate: '2008-06-01',
        endDate: '2010-05-31',
        budget: [...line(1, direct), ...line(8, indirect)],
      },
      requested: usd(requested),
      bankPart: usd('0.00'),
    },
  };
}

/** An item on an agenda, with no verdicts yet. */
export function onAgenda(
  agendaItemId: string,
  subject: DecisionSubject,
  split: readonly ApprovedAmount[] = [],
  sessionId = 'session-3',
): AgendaItemAdded {
  const verdicts: readonly Verdict[] = [];
  return {
    type: 'AgendaItemAdded',
    data: {
      agendaItemId,
      sessionId,
      subject,
      title: agendaItemId,
      requested: null,
      windowId: null,
      split,
      charterVersion: 1,
      verdicts,
    },
  };
}

/** A seat leaves an item. */
export const recused = (agendaItemId: string, seat: string): InterestDeclared => ({
  type: 'InterestDeclared',
  data: { agendaItemId, seat, nature: 'Co-applicant', ruling: 'recusal', ruledBy: 'chair' },
});

/** Seats vote on an item. */
export const voted = (
  agendaItemId: string,
  ballots: { readonly [seat: string]: Ballot },
): readonly VoteCast[] =>
  Object.entries(ballots).map(([seat, ballot]) => ({
    type: 'VoteCast',
    data: { agendaItemId, seat, ballot, reason: null },
  }));

/** A decision that approved a subject, on paper. */
export function approvedOnPaper(
  decisionId: string,
  subject: DecisionSubject,
  amounts: readonly ApprovedAmount[] = [],
  expires: string | null = null,
  upTo?: ApprovedAmount['amount'],
): DecisionTaken {
  return {
    type: 'DecisionTaken',
    data: {
      decisionId,
      agendaItemId: null,
      sessionId: null,
      onPaper: { reference: 'Minutes', date: '2008-03-27' },
      decidedOn: '2008-03-27',
      subject,
      title: decisionId,
      partner: null,
      outcome: 'approved',
      amounts,
      conditions: [],
      reason: 'As in the minutes',
      quorum: null,
      tally: null,
      verdicts: [],
      expires,
      ...(upTo === undefined ? {} : { upTo }),
    },
  };
}

/** The nine seats are asked about a proposal for ten working days from the morning of 20 May 2008. */
export function asked(id: string, split: readonly ApprovedAmount[]): NonObjectionOpened {
  const constituencies = demonstrationCharter.seats.filter(({ voting }) => voting);
  return {
    type: 'NonObjectionOpened',
    data: {
      nonObjectionId: id,
      decisionId: `decision-${id}`,
      subject: { kind: 'proposal', id },
      title: `Proposal ${id}`,
      partner: 'country-z',
      requested: null,
      windowId: 'W2',
      split,
      conditions: [],
      reason: 'A government asks',
      expires: null,
      charterVersion: 1,
      heldUnder: 1,
      verdicts: [],
      workingDays: 10,
      timeZone: 'Europe/Zurich',
      dueAt: '2008-06-03T22:00:00.000Z',
      entitled: constituencies.map(({ id: seat, constituency }) => ({
        seat,
        constituency,
        organisation: null,
      })),
      recused: [],
      quorum: demonstrationCharter.quorum,
    },
  };
}

/** An item of a session is decided: deferred. */
export function deferredIn(sessionId: string, agendaItemId: string): DecisionTaken {
  const { data } = approvedOnPaper(`deferred-${agendaItemId}`, { kind: 'other', id: agendaItemId });
  return {
    type: 'DecisionTaken',
    data: { ...data, agendaItemId, sessionId, onPaper: null, outcome: 'deferred' },
  };
}

/** The first allocation of a fund: all of it, and of it from the bank. */
export const allocated = (all: string, internal: string): AllocationMade => ({
  type: 'AllocationMade',
  data: {
    amounts: [
      { pot: 'bank', windowId: null, amount: usd(internal) },
      { pot: 'pooled', windowId: null, amount: moneyOf(minorOf(usd(all)) - minorOf(usd(internal)), 'USD') },
    ],
    totals: { allocated: usd(all), allocatedInternal: usd(internal) },
  },
});

/** A contribution with a pot of its own for one window. */
export const earmarked = (pot: string, windowId: string): ContributionEvent => {
  const given = agreedWith('foundation-d', '300000.00');
  return { ...given, data: { ...given.data, pot, earmark: { kind: 'hard', windowId } } };
};

/** A donor's agreement, its fee the usual 1 %. */
export const agreedWith = (donor: string, amount: string) => ({
  type: 'ContributionAgreed' as const,
  data: { donor, amount: usd(amount), feePercent: '1', pot: 'pooled', earmark: { kind: 'none' as const } },
});
