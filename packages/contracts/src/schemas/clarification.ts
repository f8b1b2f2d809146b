import { z } from 'zod';
import { askingFor } from '../events/proposals-clarifications.ts';
import { id, instant } from '../primitives.ts';

/** Answers to one question. */
export const givenAnswers = z
  .array(z.object({ answeredAt: instant, answer: z.string() }))
  .describe('The newest last; a correction stands beside what it corrects');

/** What an applicant was asked about its proposal, and what it answered. */
export const proposalClarification = z
  .object({
    clarificationId: id,
    askedFor: askingFor,
    question: z.string(),
    askedAt: instant,
    due: instant.nullable().describe('Until when it may be answered'),
    answers: givenAnswers,
  })
  .meta({ id: 'ProposalClarification' });
