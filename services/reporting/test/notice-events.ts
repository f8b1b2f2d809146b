import type { DomainEvent } from '@mdtf/domain';
import { usd } from './events.ts';

/** A role given to a person, for an organisation or a seat. */
export const granted = (
  person: string,
  role: string,
  of: { readonly organisation?: string; readonly seat?: string } = {},
): DomainEvent => ({
  type: 'RoleGranted',
  data: {
    grantId: `${person}-${role}`,
    person,
    role,
    organisation: of.organisation ?? null,
    seat: of.seat ?? null,
    requestedBy: 'a',
    approvedBy: 'b',
  },
});

/** Seats asked outside a meeting, of constituency all. */
export const nonObjectionOpened = (
  nonObjectionId: string,
  seats: readonly string[],
  dueAt: string,
): DomainEvent => ({
  type: 'NonObjectionOpened',
  data: {
    nonObjectionId,
    decisionId: `decision-${nonObjectionId}`,
    subject: { kind: 'proposal', id: nonObjectionId },
    title: 'Labour agreements',
    partner: 'country-z',
    requested: usd('214000.00'),
    windowId: 'W2',
    split: [],
    conditions: [],
    reason: 'As screened.',
    expires: null,
    charterVersion: 1,
    heldUnder: 1,
    verdicts: [],
    workingDays: 10,
    timeZone: 'Europe/Zurich',
    dueAt,
    entitled: seats.map((seat) => ({ seat, constituency: 'all', organisation: `org-${seat}` })),
    recused: [],
    quorum: { share: { numerator: 1, denominator: 2 }, minimumPresent: {} },
  },
});

/** A decision on a proposal, on paper. */
export const decisionTaken = (
  decisionId: string,
  more: Readonly<Record<string, unknown>> = {},
): DomainEvent => ({
  type: 'DecisionTaken',
  data: {
    decisionId,
    agendaItemId: null,
    sessionId: null,
    onPaper: { reference: 'Letter' },
    decidedOn: '2008-05-20',
    subject: { kind: 'proposal', id: 'P1' },
    title: 'Health recruitment',
    partner: 'iom',
    outcome: 'approved',
    amounts: [{ pot: 'pooled', windowId: 'W1', amount: usd('1000.00') }],
    conditions: [],
    reason: 'Good for both countries.',
    quorum: null,
    tally: null,
    verdicts: [],
    expires: null,
    ...more,
  },
});

export const sessionConvened = (sessionId: string, startsAt: string): DomainEvent => ({
  type: 'SessionConvened',
  data: { sessionId, number: 3, startsAt, place: 'Geneva', title: 'Third session' },
});

/** A mandate from one day to another, offered to an organisation. */
export const mandateOffered = (mandateId: string, startDate: string, endDate: string): DomainEvent => ({
  type: 'MandateOffered',
  data: {
    mandateId,
    allocationId: 'd1',
    proposalId: 'P1',
    partner: 'iom',
    objectives: 'To recruit fairly',
    tasks: 'Recruiting',
    expectedResults: 'Recruited',
    amount: usd('1000.00'),
    parts: [{ pot: 'pooled', amount: usd('1000.00') }],
    startDate,
    endDate,
  },
});
