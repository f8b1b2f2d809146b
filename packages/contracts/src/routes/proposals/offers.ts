import { z } from 'zod';
import { hubEvents, offerForm } from '../../events/proposals-hub.ts';
import { country, date, id, instant, money, prose, text } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { anyOrThese, languageCode, languages, themes } from '../../schemas/assistance.ts';
import { fundParams, inFund, listOf, pageQuery } from '../common.ts';

const service = 'proposals' as const;
const path = '/v1/funds/{fundId}/offers';

const offerAnswer = hubEvents.OfferMade.extend({
  available: z.int().nullable().describe('Of the quantity: not agreed in a match yet; null: it has none'),
  status: z.enum(['open', 'expired', 'withdrawn']),
  offeredAt: instant,
});

const makeOffer = defineRoute({
  id: 'makeOffer',
  service,
  method: 'POST',
  path,
  summary: 'Offer expertise, expert-days, tools, training, or goods and services in kind',
  description: 'By a partner or donor for its own organisation. It names organisations, never persons.',
  access: ['partner', 'donor', 'secretariat'],
  own: { partner: 'organisation', donor: 'organisation' },
  params: fundParams,
  body: z.strictObject({
    id: id.optional(),
    organisation: id,
    form: offerForm,
    title: text(300),
    description: prose,
    unit: text(60).optional().describe('Such as expert-days; goes with the quantity'),
    quantity: z.int().min(1).max(1_000_000_000).optional(),
    informationValue: money.optional().describe('Of all that is offered, for information; never cash'),
    themes,
    languages,
    countries: anyOrThese,
    validUntil: date,
  }),
  status: 201,
  answer: offerAnswer,
});

const listOffers = defineRoute({
  id: 'listOffers',
  service,
  method: 'GET',
  path,
  summary: 'What partners and donors offer',
  access: 'any-role',
  params: fundParams,
  query: z.strictObject({
    ...pageQuery,
    theme: id.optional().describe('A code of any list'),
    country: country.optional(),
    language: languageCode.optional(),
    organisation: id.optional(),
  }),
  answer: listOf(offerAnswer),
});

const getOffer = defineRoute({
  id: 'getOffer',
  service,
  method: 'GET',
  path: `${path}/{offerId}`,
  summary: 'One offer',
  access: 'any-role',
  params: inFund('offerId'),
  answer: offerAnswer,
});

const withdrawOffer = defineRoute({
  id: 'withdrawOffer',
  service,
  method: 'POST',
  path: `${path}/{offerId}/withdrawal`,
  summary: 'Take an offer back; what was agreed stays agreed',
  access: ['partner', 'donor', 'secretariat'],
  own: { partner: 'organisation', donor: 'organisation' },
  params: inFund('offerId'),
  body: z.strictObject({ reason: prose }),
  answer: offerAnswer,
});

/** What partners and donors offer in kind. */
export const offerRoutes = { makeOffer, listOffers, getOffer, withdrawOffer } as const;
