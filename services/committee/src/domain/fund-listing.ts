import { type Aggregate, accept, type CommandHandler } from '@mdtf/domain';
import type { FundListed } from './events.ts';
import type { Bilingual } from './shapes.ts';

/** Asks, because a fund was established, that it be listed for all to find. */
export interface ListFund {
  readonly fundId: string;
  readonly title: Bilingual;
  readonly currency: string;
}

/** A fund as listed, in the platform's log. */
export const fundListingAggregate: Aggregate<ListFund, FundListed> = {
  kind: 'fund-listing',
  version: 1,
  concerns: { FundListed: ({ fundId }) => fundId },
  evolve: (_, { data }) => data,
};

/** Lists a fund once; listing it again changes nothing. */
export const listFund: CommandHandler<ListFund, FundListed, null> = {
  needs: ({ fundId }) => ({ own: [{ kind: fundListingAggregate.kind, id: fundId }] }),
  decide: (data, slice) =>
    accept(
      slice.get(fundListingAggregate, data.fundId) === undefined ? [{ type: 'FundListed', data }] : [],
      null,
    ),
};
