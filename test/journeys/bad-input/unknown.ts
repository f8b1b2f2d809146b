import { type BadCase, IMDP, usd } from './case.ts';

const refused = (
  as: string,
  path: string,
  body: unknown,
  status: number,
  type: string,
  field?: string,
): BadCase => ({
  title: `POST …/${path} with ${JSON.stringify(body).slice(0, 70)}`,
  as,
  ask: `POST ${IMDP}/${path}`,
  body,
  status,
  type,
  ...(field === undefined ? {} : { field }),
});

const paper = { reference: 'Minutes', date: '2008-05-20' };
const onPaper = { onPaper: paper, title: 'x', outcome: 'approved', reason: 'x' };
const note = (more: object) => ({
  id: 'unknown',
  content: { kind: 'project', title: 'x', lead: 'iom', ...more },
});

/** Ids of things that are not there: in the path 404, in the body 422 with the field. */
export const unknownIds: readonly BadCase[] = [
  refused(
    'treasurer-1',
    'contributions/nothing/deposits',
    { gross: usd('1.00'), reference: 'x' },
    404,
    'contribution-not-found',
  ),
  refused('treasurer-1', 'contributions/nothing/agreement', {}, 404, 'contribution-not-found'),
  refused(
    'treasurer-1',
    'contributions',
    { donor: 'nobody', amount: usd('1.00') },
    422,
    'unknown-organisation',
    'body.donor',
  ),
  refused(
    'treasurer-1',
    'contributions',
    { donor: 'state-a', amount: usd('1.00'), earmark: { kind: 'hard', windowId: 'W9' } },
    422,
    'unknown-window',
    'body.earmark.windowId',
  ),
  refused(
    'treasurer-1',
    'ledger/entries',
    { line: 'fund-interest', pot: 'nothing', amount: usd('1.00'), note: 'x' },
    422,
    'unknown-pot',
    'body.pot',
  ),
  refused(
    'treasurer-1',
    'mandates/nothing/refunds',
    { amount: usd('1.00'), reason: 'x', reference: 'x' },
    404,
    'mandate-not-found',
  ),
  refused('treasurer-1', 'mandates/nothing/tranches/nothing/approval', {}, 404, 'mandate-not-found'),
  refused(
    'secretariat',
    'mandates',
    { allocationId: 'nothing' },
    422,
    'unknown-allocation',
    'body.allocationId',
  ),
  refused('secretariat', 'allocations', { decisionId: 'nothing' }, 404, 'decision-not-found'),
  refused(
    'secretariat',
    'allocations/nothing/conditions/nothing/fulfilment',
    { evidence: 'x' },
    404,
    'allocation-not-found',
  ),
  refused(
    'secretariat',
    'committee/seats',
    { seat: 'nothing', organisation: 'state-a' },
    422,
    'seat-not-found',
    'body.seat',
  ),
  refused(
    'secretariat',
    'committee/seats',
    { seat: '1', organisation: 'nobody' },
    422,
    'organisation-not-found',
    'body.organisation',
  ),
  refused('secretariat', 'committee/sessions/nothing/attendance', { present: [] }, 404, 'session-not-found'),
  refused(
    'secretariat',
    'committee/sessions/session-3/attendance',
    { present: ['nothing'] },
    422,
    'seat-not-found',
    'body.present.0',
  ),
  refused(
    'secretariat',
    'committee/agenda-items',
    { sessionId: 'nothing', subject: { kind: 'other', id: 'x' }, title: 'x' },
    422,
    'session-not-found',
    'body.sessionId',
  ),
  refused(
    'secretariat',
    'committee/agenda-items',
    { sessionId: 'session-3', subject: { kind: 'proposal', id: 'nothing' } },
    422,
    'proposal-not-found',
    'body.subject.id',
  ),
  refused(
    'chair',
    'committee/decisions',
    { agendaItemId: 'nothing', outcome: 'approved', reason: 'x' },
    422,
    'agenda-item-not-found',
    'body.agendaItemId',
  ),
  refused(
    'secretariat',
    'committee/decisions',
    { ...onPaper, subject: { kind: 'proposal', id: 'nothing' } },
    422,
    'proposal-not-found',
    'body.subject.id',
  ),
  refused('chair', 'grants/nothing/approval', {}, 404, 'grant-not-found'),
  refused(
    'chair',
    'grants',
    { person: 'x', role: 'partner', organisation: 'nobody' },
    422,
    'organisation-not-found',
    'body.organisation',
  ),
  refused('secretariat', 'calls', { title: 'x', windowId: 'W9' }, 422, 'unknown-window', 'body.windowId'),
  refused(
    'secretariat',
    'proposals/nothing/screening',
    { stage: 'full', eligible: true, reasons: 'x' },
    404,
    'proposal-not-found',
  ),
  refused('partner-iom', 'proposals/nothing/submission', { stage: 'full' }, 404, 'proposal-not-found'),
  refused(
    'partner-iom',
    'activities/nothing/progress-reports',
    { period: { from: '2008-05-01', to: '2008-05-20' }, narrative: 'x' },
    404,
    'activity-not-found',
  ),
];

/** Ids that are taken, of the same kind; another kind's id is free. */
export const takenIds: readonly BadCase[] = [
  refused(
    'treasurer-1',
    'contributions',
    { id: 'A', donor: 'state-a', amount: usd('1.00') },
    409,
    'already-exists',
  ),
  refused(
    'treasurer-1',
    'contributions',
    { id: 'pooled', donor: 'state-a', amount: usd('1.00') },
    422,
    'reserved-id',
  ),
  refused(
    'secretariat',
    'committee/sessions',
    { id: 'session-3', number: 9, startsAt: '2008-06-01T07:00:00Z', place: 'x', title: 'x' },
    409,
    'already-exists',
  ),
  refused(
    'secretariat',
    'committee/sessions',
    { number: 3, startsAt: '2008-06-01T07:00:00Z', place: 'x', title: 'x' },
    409,
    'session-number-taken',
  ),
  refused(
    'secretariat',
    'committee/agenda-items',
    { id: 'P1', sessionId: 'session-3', subject: { kind: 'other', id: 'x' }, title: 'x' },
    409,
    'already-exists',
  ),
  refused(
    'secretariat',
    'committee/decisions',
    { ...onPaper, id: 'decision-S0', subject: { kind: 'other', id: 'x' } },
    409,
    'already-exists',
  ),
  refused('secretariat', 'calls', { id: 'call-2007', title: 'x' }, 409, 'already-exists'),
  refused('partner-iom', 'proposals', { ...note({}), id: 'P4' }, 409, 'already-exists'),
  refused('secretariat', 'grants', { id: 'first-1', person: 'x', role: 'observer' }, 409, 'already-exists'),
];

/** Dates and instants that exist and cannot be meant. */
export const dates: readonly BadCase[] = [
  refused(
    'secretariat',
    'committee/decisions',
    { ...onPaper, onPaper: { ...paper, date: '2008-05-21' }, subject: { kind: 'other', id: 'x' } },
    400,
    'date-not-come',
  ),
  refused(
    'treasurer-1',
    'contributions/A/deposits',
    { gross: usd('1.00'), reference: 'x', receivedOn: '2008-05-21' },
    400,
    'date-not-come',
    'body.receivedOn',
  ),
  refused(
    'secretariat',
    'calls',
    { title: 'x', fullProposalsDue: '2008-05-19T22:00:00Z' },
    400,
    'invalid-deadline',
  ),
  refused(
    'secretariat',
    'calls',
    { title: 'x', conceptNotesDue: '2008-07-02T22:00:00Z', fullProposalsDue: '2008-07-01T22:00:00Z' },
    400,
    'invalid-deadline',
  ),
];
