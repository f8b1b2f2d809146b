import { type BadCase, IMDP, usd } from './case.ts';

const forbidden = (as: string | null, ask: BadCase['ask'], body: unknown, type = 'forbidden'): BadCase => ({
  title: `${as ?? 'nobody'} may not ${ask.replace(IMDP, '…')}`,
  as,
  ask,
  ...(body === undefined ? {} : { body }),
  status: as === null ? 401 : 403,
  type: as === null ? 'unauthenticated' : type,
});

const hidden = (as: string, ask: BadCase['ask'], type: string, body?: unknown): BadCase => ({
  ...forbidden(as, ask, body),
  title: `${as} does not find ${ask.replace(IMDP, '…')}`,
  status: 404,
  type,
});

const deposit = { gross: usd('1.00'), reference: 'x' };
const vote = (seat: string) => ({ seat, ballot: 'for' });

/** Who has another role, or none in this fund. */
export const wrongRoles: readonly BadCase[] = [
  ...[
    null,
    'secretariat',
    'chair',
    'seat-1',
    'partner-iom',
    'donor-1',
    'auditor',
    'admin',
    'stranger',
    'treasurer-of-other',
  ].map((as) => forbidden(as, `POST ${IMDP}/contributions/A/deposits`, deposit)),
  ...[null, 'secretariat', 'stranger', 'auditor', 'treasurer-1'].map((as) =>
    forbidden(as, 'GET /v1/funds/other/proposals', undefined),
  ),
  ...[null, 'secretariat', 'auditor'].map((as) =>
    forbidden(as, 'GET /v1/funds/other/logs/committee/entries', undefined),
  ),
  forbidden('treasurer-1', 'POST /v1/funds/other/contributions', { donor: 'state-a', amount: usd('1.00') }),
  forbidden('secretariat', 'POST /v1/funds', { id: 'another', charter: {}, grants: [] }),
  forbidden('partner-iom', `GET ${IMDP}/ledger/accounts`, undefined),
  forbidden('partner-iom', `GET ${IMDP}/grants`, undefined),
  forbidden('chair', `POST ${IMDP}/committee/agenda-items/P6/votes`, vote('1')),
  forbidden('seat-1', `POST ${IMDP}/committee/agenda-items/P6/votes`, vote('2'), 'not-your-seat'),
  forbidden('seat-1', `POST ${IMDP}/committee/agenda-items/P6/votes`, vote('bank'), 'not-your-seat'),
  forbidden(
    'seat-1',
    `POST ${IMDP}/committee/agenda-items/P6/interests`,
    { seat: '2', nature: 'x' },
    'not-your-seat',
  ),
  forbidden(
    'seat-5',
    `POST ${IMDP}/committee/agenda-items/P6/interests`,
    { seat: '5', nature: 'x', ruling: 'disclosure' },
    'own-disclosure',
  ),
  forbidden('partner-iom', `POST ${IMDP}/proposals`, {
    id: 'for-others',
    content: { kind: 'project', title: 'x', lead: 'remit-compare' },
  }),
];

/** What belongs to another partner is not there for a partner. */
export const othersThings: readonly BadCase[] = [
  hidden('partner-iom', `GET ${IMDP}/proposals/P4`, 'proposal-not-found'),
  hidden('partner-iom', `GET ${IMDP}/proposals/P4/revisions`, 'proposal-not-found'),
  hidden('partner-iom', `POST ${IMDP}/proposals/P4/withdrawal`, 'proposal-not-found', { reason: 'x' }),
  hidden('partner-iom', `GET ${IMDP}/mandates/P4`, 'mandate-not-found'),
  hidden('partner-iom', `GET ${IMDP}/mandates/P4/tranches`, 'mandate-not-found'),
  hidden('partner-iom', `GET ${IMDP}/mandates/P4/refunds`, 'mandate-not-found'),
  hidden('partner-iom', `GET ${IMDP}/activities/P4/progress-reports`, 'activity-not-found'),
  hidden('partner-iom', `GET ${IMDP}/activities/P4/financial-reports`, 'activity-not-found'),
  {
    ...hidden('partner-iom', `PUT ${IMDP}/proposals/P4`, 'proposal-not-found', {
      content: { kind: 'project', title: 'x', lead: 'iom' },
    }),
    headers: { 'if-match': '*' },
  },
  forbidden('partner-iom', `POST ${IMDP}/mandates/P4/acceptance`, {}, 'not-the-partner'),
  forbidden(
    'partner-iom',
    `POST ${IMDP}/mandates/P4/tranches`,
    { amount: usd('1.00'), purpose: 'x' },
    'not-the-partner',
  ),
  forbidden(
    'partner-iom',
    `POST ${IMDP}/activities/P4/progress-reports`,
    { period: { from: '2008-05-20', to: '2008-05-20' }, narrative: 'x' },
    'not-your-activity',
  ),
];

/** Who asked for money, or for a role, does not give it. */
export const fourEyes: readonly BadCase[] = [
  forbidden('treasurer-1', `POST ${IMDP}/mandates/P4/tranches/asked-by-1/approval`, {}, 'same-person'),
  forbidden('secretariat', `POST ${IMDP}/grants/asked-by-secretariat/approval`, {}, 'four-eyes'),
  forbidden('chair', `POST ${IMDP}/grants/asked-by-secretariat/approval`, {}, 'four-eyes'),
];
