import { reportingRoutes } from '@mdtf/contracts';
import { asking, holding, type Question } from './question.ts';
import { params } from './things.ts';

const SITS = ['seat-holder', 'alternate'] as const;
const spare = (person: string) => ({ ...params, webhookId: `spare-of-${person}` });

/** What people keep for themselves, and what concerns them. */
export const PERSON_QUESTIONS: readonly Question[] = [
  asking(reportingRoutes.getContact, ({ owner }) => ({ params: { ...params, person: owner } })),
  asking(reportingRoutes.setContact, ({ owner }) => ({
    params: { ...params, person: owner },
    body: { email: null },
    ifMatch: '"long-ago"',
  })),
  asking(reportingRoutes.listMessages, () => ({ params }), {
    holds: holding('person', ({ owner }) => owner),
    roles: SITS,
  }),
  // What concerns the other roles concerns all who hold them.
  asking(reportingRoutes.listDeadlines, () => ({ params, query: { kind: 'non-objection' } }), {
    holds: holding('deadlineId', ({ things }) => `non-objection:${things.silence}:${things.seat}`),
    roles: SITS,
  }),
  asking(reportingRoutes.listDeadlines, () => ({ params, query: { kind: 'report' } }), {
    holds: holding('deadlineId', ({ things }) => `report:${things.funded}:narrative`),
    roles: ['partner'],
  }),
  asking(reportingRoutes.listWebhooks, () => ({ params }), {
    holds: holding('webhookId', ({ owner }) => owner),
  }),
  asking(reportingRoutes.getWebhook, ({ owner }) => ({ params: { ...params, webhookId: owner } })),
  // An id that somebody else has taken is told to be taken, as it is of a new one.
  asking(
    reportingRoutes.setWebhook,
    ({ owner }) => ({
      params: { ...params, webhookId: owner },
      body: { url: 'https://hooks.example.org/mdtf', active: false },
      ifMatch: '"long-ago"',
    }),
    { refusal: 409 },
  ),
  asking(reportingRoutes.rotateWebhookSecret, ({ owner }) => ({ params: { ...params, webhookId: owner } })),
  asking(reportingRoutes.listWebhookDeliveries, ({ owner }) => ({
    params: { ...params, webhookId: owner },
  })),
  asking(reportingRoutes.replayWebhook, ({ owner }) => ({
    params: { ...params, webhookId: owner },
    body: { source: 'committee', after: '0' },
  })),
  // Last: what was sent is erased with it.
  asking(reportingRoutes.eraseContact, ({ owner }) => ({ params: { ...params, person: owner } })),
  asking(reportingRoutes.deleteWebhook, ({ owner }) => ({ params: spare(owner) })),
];
