import { z } from 'zod';
import { id, instant, positiveMoney } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { outstandingReviews, reviewCriteria, reviewStanding } from '../../schemas/review.ts';
import { inFund } from '../common.ts';
import { proposalStatus } from './proposal-answer.ts';

/** Proposals that one ranking holds at most. */
export const MAX_RANKED = 2_000;

const getRanking = defineRoute({
  id: 'getRanking',
  service: 'proposals',
  method: 'GET',
  path: '/v1/funds/{fundId}/calls/{callId}/ranking',
  summary: 'The full proposals of a call by their reviews, the best first, each with the reasons',
  description:
    'Proposals from which the caller’s seat is recused are left out, and the ranks are those among the rest. What was excluded at screening, withdrawn or made into a project comes last, with that as the reason, and counts in no rank.',
  access: ['secretariat', 'chair', 'auditor', 'seat-holder', 'alternate'],
  params: inFund('callId'),
  formats: ['csv'],
  answer: z.object({
    callId: id,
    criteria: reviewCriteria,
    due: instant
      .nullable()
      .describe('By when reviews are due that have no date of their own: as put for all, or by the calendar'),
    outstanding: outstandingReviews.describe('Of all proposals shown'),
    hidden: z.int().describe('Proposals left out for the caller’s recusal or interest'),
    items: z.array(
      reviewStanding.extend({
        proposalId: id,
        title: z.string(),
        lead: id,
        status: proposalStatus,
        requested: positiveMoney.nullable(),
        outstanding: outstandingReviews.describe('None where it is not under review'),
      }),
    ),
  }),
});

/** The ranking of a call. */
export const rankingRoutes = { getRanking } as const;
