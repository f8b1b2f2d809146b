import { notFound, rejected, type ServiceParts } from '@mdtf/runtime';
import { contribution } from '../domain/contribution.ts';
import { headroomOf } from '../domain/headroom.ts';
import { CURRENT, knownCharter } from '../domain/known/charter.ts';
import { NO_RECEIPTS, receipts } from '../domain/receipts.ts';
import { type FundSupposition, type KnownGift, supposeFund } from '../domain/supposition.ts';
import { wordFundSupposition } from '../domain/supposition-words.ts';
import { yearOf } from '../domain/totals.ts';
import { standingOf } from '../queries/ledger.ts';
import type { Handlers } from './handlers.ts';

/** What may still be given, as it is and as it would be; nothing is saved. */
export function whatIfHandlers({
  pool,
  view,
  store,
}: Pick<ServiceParts, 'pool' | 'view' | 'store'>): Handlers<'checkHeadroom'> {
  async function named(fund: string, suppositions: readonly FundSupposition[]) {
    const ids = suppositions.flatMap((each) =>
      each.suppose === 'contribution' ? [each.contributionId] : [],
    );
    const found = new Map<string, KnownGift>();
    for (const id of new Set(ids)) {
      const terms = await view.read(fund, contribution, id);
      const received = (await view.read(fund, receipts, id)) ?? NO_RECEIPTS;
      if (terms !== undefined) found.set(id, { terms, received });
    }
    return found;
  }

  return {
    async checkHeadroom({ fund, body: { suppose: suppositions } }) {
      const charter = await view.read(fund, knownCharter, CURRENT);
      if (charter === undefined) return notFound('fund', fund);
      const year = yearOf(await store.clock(fund));
      const standing = await standingOf(pool, fund);
      const contributions = await named(fund, suppositions);
      const supposed = supposeFund({ charter, standing, contributions }, suppositions, year);
      if ('code' in supposed) return rejected(supposed);
      return {
        body: {
          suppositions: suppositions.map(wordFundSupposition),
          before: headroomOf(standing, charter, year),
          after: headroomOf(supposed.standing, supposed.charter, year),
        },
      };
    },
  };
}
