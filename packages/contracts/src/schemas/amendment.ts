import { z } from 'zod';
import { date, id, list, prose } from '../primitives.ts';
import { approvedAmount, condition, decisionSubject } from './decision.ts';

const changes = {
  revoke: z
    .boolean()
    .default(false)
    .describe('true: the decision no longer holds, and money that no mandate binds goes back to its pots'),
  addConditions: list(condition, 50).default([]),
  moveConditions: list(z.strictObject({ id, due: date }), 50)
    .default([])
    .describe('Conditions that are due on another day'),
  liftConditions: list(z.strictObject({ id, reason: prose }), 50)
    .default([])
    .describe('Conditions that need not be met any more, each with its reason'),
};

/** What a later decision changes of the one it amends; a top-up says its amounts beside it. */
export const amendmentChanges = z.strictObject(changes).meta({ id: 'AmendmentChanges' });

/** The changes as recorded: of which decision first taken, on what, and which decisions gave money under it. */
export const amendment = z
  .object({
    ...changes,
    root: id.describe('The decision first taken, whichever of its amendments is amended'),
    of: decisionSubject.describe('What that decision is on'),
    allocations: list(id, 51).describe('The decisions under it that gave money, the first first'),
  })
  .meta({ id: 'Amendment' });

/** A later decision that amends this one, and whether it is carried out. */
export const amendmentOnRecord = z
  .object({
    ...amendment.shape,
    decisionId: id,
    decidedOn: date,
    carriedOut: z.enum(['not-needed', 'waiting', 'yes', 'no']),
    amounts: list(approvedAmount, 20).describe('Of a top-up'),
    conditions: list(condition, 50).describe('Of a top-up'),
  })
  .meta({ id: 'AmendmentOnRecord' });
