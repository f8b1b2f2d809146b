import { z } from 'zod';
import { date, fundId, id, instant, positiveMoney, signedMoney } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { decisionMethod } from '../../schemas/charter.ts';
import { proposalClarification } from '../../schemas/clarification.ts';
import {
  approvedAmount,
  condition,
  decisionSubject,
  notCarriedOut,
  outcome,
  quorumRecord,
  reasonIn,
} from '../../schemas/decision.ts';
import { proposalContent } from '../../schemas/proposal.ts';
import { recommendation, reviewCriteria, reviewStanding } from '../../schemas/review.ts';
import { stage } from '../../schemas/stage.ts';
import { verdict } from '../../schemas/verdict.ts';
import { inFund } from '../common.ts';

const receipt = z.object({
  revision: z.int(),
  stage,
  submittedAt: instant,
  recordedAt: instant,
  position: z.string().describe('The entry of the proposals’ log that proves it'),
  href: z.string().describe('Its receipt, with the hash of the content'),
});

const request = z.object({
  content: proposalContent.describe('As last submitted'),
  receipt,
  href: z.string(),
});

const reviews = z.object({
  standing: reviewStanding,
  criteria: reviewCriteria.pick({ scale: true }).extend({
    criteria: z.array(z.object({ id, title: z.object({ en: z.string(), fr: z.string() }), weight: z.int() })),
    tolerancePercent: z.int(),
  }),
  completed: z.array(
    z.object({
      reviewId: id,
      statement: z.int().describe('1 at first; a correction is the next'),
      completedAt: instant,
      proposalRevision: z.int(),
      points: z.record(id, z.int()),
      recommendation: recommendation.nullable(),
      summary: z.string().nullable(),
      href: z.string().describe('With the comments on each criterion'),
    }),
  ),
  conflicts: z.int().describe('Assignments given back for a conflict of interest'),
});

const cap = z.object({
  allocated: signedMoney,
  internal: signedMoney.describe('Of it, from the bank’s internal resources'),
  headroom: signedMoney
    .nullable()
    .describe('How much more internal money may go in; below zero: how far it is above; null: no bound'),
});

/** All that the committee needs on one item, in one document. */
export const agendaPack = z
  .object({
    format: z.literal('mdtf.agenda-pack.v1'),
    fundId,
    agendaItemId: id,
    asOf: instant.describe('What had been heard of the other services by then'),
    session: z.object({ sessionId: id, number: z.int(), startsAt: instant, place: z.string() }),
    title: z.string(),
    subject: decisionSubject,
    status: z.enum(['open', 'decided', 'carried-out', 'not-carried-out']),
    partner: id.nullable(),
    requested: positiveMoney.nullable(),
    windowId: id.nullable(),
    split: z.array(approvedAmount),
    shown: z
      .enum(['all', 'without-reviews', 'public'])
      .describe(
        'without-reviews: the caller is recused, applies with it or has still to review it; public: the caller has not signed, or stated a conflict of interest',
      ),
    request: request.nullable(),
    clarifications: z
      .array(proposalClarification)
      .describe('What the applicant was asked and answered; empty for who may not read it with the proposal'),
    reviews: reviews.nullable().describe('Null where none are asked for, or they are not for the caller'),
    verdicts: z.array(verdict).describe('As when the item was put on the agenda'),
    headroom: z.object({
      now: cap,
      withThisItem: cap,
      window: z
        .object({
          windowId: id,
          allocated: signedMoney,
          ceiling: signedMoney.nullable(),
          thisItem: signedMoney,
          left: signedMoney.nullable().describe('Under the ceiling, with this item'),
        })
        .nullable(),
    }),
    history: z.object({
      submissions: z.array(receipt),
      screenings: z.array(z.object({ stage, eligible: z.boolean(), reasons: z.string(), at: instant })),
      invited: z.object({ note: z.string().nullable(), at: instant }).nullable(),
      decisions: z.array(
        z.object({
          decisionId: id,
          subject: decisionSubject,
          outcome,
          decidedOn: date,
          reason: z.string(),
          reasonIn,
          conditions: z.array(condition),
          amounts: z.array(approvedAmount),
          carriedOut: z.enum(['not-needed', 'waiting', 'yes', 'no']),
          notCarriedOut: notCarriedOut.nullable(),
        }),
      ),
    }),
    interests: z.array(z.object({ seat: id, nature: z.string(), ruling: z.enum(['disclosure', 'recusal']) })),
    method: decisionMethod.describe('How the committee decides on it, by the charter in force'),
    quorum: quorumRecord,
    text: z.object({ en: z.string(), fr: z.string() }).describe('The same, to be read'),
  })
  .meta({ id: 'AgendaPack' });

const getAgendaPack = defineRoute({
  id: 'getAgendaPack',
  service: 'committee',
  method: 'GET',
  path: '/v1/funds/{fundId}/committee/agenda-items/{agendaItemId}/pack',
  summary: 'One document per item: request, clarifications, reviews, verdicts, headroom, history, interests',
  description:
    'A recused member gets no reviews. As HTML in the language of Accept-Language; in JSON the text is there in both.',
  access: ['secretariat', 'chair', 'seat-holder', 'alternate', 'treasurer', 'auditor'],
  params: inFund('agendaItemId'),
  formats: ['html'],
  answer: agendaPack,
});

/** The pack of an agenda item. */
export const packRoutes = { getAgendaPack } as const;
