import { type Aggregate, type Money, minorOf } from '@mdtf/domain';
import { feeDue } from '@mdtf/rules';

/** Of allocation's events: what a donor agreed to give, and what has come in. */
export type GivingEvent =
  | {
      readonly type: 'ContributionAgreed';
      readonly data: { readonly donor: string; readonly amount: Money; readonly feePercent: string };
    }
  | {
      readonly type: 'DepositReceived';
      readonly data: { readonly donor: string; readonly gross: Money };
    };

/** What one donor gave, or all of them together; minor units. */
export interface KnownGiven {
  readonly agreedMinor: bigint;
  /** Agreed less the administration fee. */
  readonly netMinor: bigint;
  /** Gross of fees. */
  readonly depositedMinor: bigint;
}

/** Nothing given. */
export const NOTHING_GIVEN: KnownGiven = { agreedMinor: 0n, netMinor: 0n, depositedMinor: 0n };

/** The document of all donors together; no donor's id has a colon. */
export const ALL_GIVEN = 'all:donors';

/** What was given as known here, one document per donor and one for all. */
export const knownGiven: Aggregate<KnownGiven, GivingEvent> = {
  kind: 'given',
  version: 1,
  concerns: {
    ContributionAgreed: ({ donor }) => [ALL_GIVEN, donor],
    DepositReceived: ({ donor }) => [ALL_GIVEN, donor],
  },
  evolve(before = NOTHING_GIVEN, event) {
    if (event.type === 'DepositReceived')
      return { ...before, depositedMinor: before.depositedMinor + minorOf(event.data.gross) };
    const { amount, feePercent: ratePercent } = event.data;
    const agreed = minorOf(amount);
    const facts = { currency: amount.currency, depositsToDateMinor: agreed, feesTakenMinor: 0n, ratePercent };
    return {
      ...before,
      agreedMinor: before.agreedMinor + agreed,
      netMinor: before.netMinor + agreed - feeDue(facts, { ratePercent }),
    };
  },
};
