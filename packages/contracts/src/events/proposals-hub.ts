import { z } from 'zod';
import { date, id, list, money, prose, text } from '../primitives.ts';
import { anyOrThese, languages, matchCriterion, themes } from '../schemas/assistance.ts';
import { verdict } from '../schemas/verdict.ts';

/** What is offered: know-how, persons' days, tools, training, or goods and services in place of money. */
export const offerForm = z.enum(['expertise', 'expert-days', 'tools', 'training', 'goods-and-services']);

/** Which side of a match speaks: who asked, or who offers. */
export const matchSide = z.enum(['demand', 'offer']);

/** What a request may become. */
export const projectKind = z.enum(['project', 'private-sector', 'non-governmental', 'marketplace']);

const verdicts = list(verdict, 1)
  .optional()
  .describe('How who offers stood, where there was something to tell');

const match = { matchId: id, requestId: id, offerId: id };

/** Facts of the connection hub: what is offered, what is matched with what is asked, and what became of it. */
export const hubEvents = {
  OfferMade: z.object({
    offerId: id,
    organisation: id,
    form: offerForm,
    title: text(300),
    description: prose,
    unit: text(60).nullable(),
    quantity: z.int().nullable(),
    informationValue: money.nullable().describe('Of all that is offered; never cash'),
    themes,
    countries: anyOrThese,
    languages,
    validUntil: date,
    verdicts,
  }),
  OfferWithdrawn: z.object({ offerId: id, reason: prose }),
  RequestConverted: z.object({
    requestId: id,
    projectId: id,
    kind: projectKind,
    lead: id,
    replaces: z.boolean().describe('true: the request itself is not decided any more'),
  }),
  MatchProposed: z.object({
    ...match,
    quantity: z.int().nullable().describe('In the offer’s unit; null: it has none'),
    criteria: list(matchCriterion, 10),
    verdicts,
  }),
  MatchAnswered: z.object({ ...match, side: matchSide, accepted: z.boolean(), note: prose.nullable() }),
  MatchAgreed: z.object({
    ...match,
    inKindId: id.describe('Under which it is entered in the register of gifts in kind'),
    organisation: id.describe('Who gives'),
    description: prose,
    quantity: z.int().nullable(),
    unit: text(60).nullable(),
    informationValue: money.nullable(),
    verdicts,
  }),
  MatchConcluded: z.object({
    ...match,
    given: z.boolean(),
    quantity: z.int().nullable(),
    result: prose.describe('What it came to, and what was learnt'),
  }),
} as const;
