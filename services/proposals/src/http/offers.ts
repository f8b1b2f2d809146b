import { localDate } from '@mdtf/domain';
import { newId, notFound, type ServiceParts } from '@mdtf/runtime';
import {
  type MakeOffer,
  type OfferAnswer,
  offer,
  offerAnswer,
  type WithdrawOffer,
} from '../domain/hub/offer.ts';
import { CURRENT, knownCharter } from '../domain/known/charter.ts';
import { listOffers } from '../queries/offers.ts';
import { answerPage, type Handlers } from './handlers.ts';

/** The fund's day, by its own clock and in its own zone. */
export async function todayOf({ view, store }: ServiceParts, fund: string): Promise<string> {
  const zone = (await view.read(fund, knownCharter, CURRENT))?.timeZone ?? 'UTC';
  return localDate(await store.clock(fund), zone);
}

/** What partners and donors offer in kind. */
export function offerHandlers(
  parts: ServiceParts,
): Handlers<'makeOffer' | 'listOffers' | 'getOffer' | 'withdrawOffer'> {
  return {
    makeOffer({ fund, body: { id, ...terms }, actor, submit }) {
      const data: MakeOffer = { ...terms, offerId: id ?? newId(), by: actor.id };
      return submit<OfferAnswer>('MakeOffer', data, {
        location: ({ offerId }) => `/v1/funds/${fund}/offers/${offerId}`,
      });
    },
    async listOffers({ fund, query }) {
      const today = await todayOf(parts, fund);
      return answerPage(
        await listOffers(parts.pool, fund, query, (offerId, state) => offerAnswer(offerId, state, today)),
      );
    },
    async getOffer({ fund, params: { offerId } }) {
      const state = await parts.view.read(fund, offer, offerId);
      if (state === undefined) return notFound('offer', offerId);
      return { body: offerAnswer(offerId, state, await todayOf(parts, fund)) };
    },
    withdrawOffer({ params: { offerId }, body: { reason }, actor, submit }) {
      const data: WithdrawOffer = { offerId, reason, by: actor.id };
      return submit('WithdrawOffer', data);
    },
  };
}
