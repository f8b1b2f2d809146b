import { type Aggregate, BANK_POT, POOLED_POT } from '@mdtf/domain';

/** Of allocation's events: the pot that a contribution goes to. */
export interface ContributionEvent {
  readonly type: 'ContributionPledged' | 'ContributionAgreed';
  readonly data: {
    readonly pot: string;
    readonly earmark: {
      readonly kind: 'none' | 'preference' | 'hard';
      readonly windowId?: string | undefined;
    };
  };
}

/** A pot of money; a hard earmark binds its pot to one window. */
export interface KnownPot {
  readonly windowId: string | null;
}

/** The pots that every fund has, whoever gives: pooled money, and the bank's internal resources. */
export const STANDING_POTS: readonly string[] = [POOLED_POT, BANK_POT];

/** The pots of a fund as known here. */
export const knownPot: Aggregate<KnownPot, ContributionEvent> = {
  kind: 'pot',
  version: 1,
  concerns: { ContributionPledged: ({ pot }) => pot, ContributionAgreed: ({ pot }) => pot },
  evolve: (_, { data: { earmark } }) => ({
    windowId: earmark.kind === 'hard' ? (earmark.windowId ?? null) : null,
  }),
};
