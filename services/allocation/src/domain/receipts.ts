import { type Aggregate, minorOf } from '@mdtf/domain';
import type { DepositReceived } from './events.ts';

/** What came under one contribution, in minor units: apart from its terms, so that a deposit rewrites little. */
export interface Receipts {
  /** Gross of fees. */
  readonly deposited: bigint;
  readonly fees: bigint;
}

/** Nothing received yet. */
export const NO_RECEIPTS: Receipts = { deposited: 0n, fees: 0n };

/** Sums of deposits and fees, one document for each contribution. */
export const receipts: Aggregate<Receipts, DepositReceived> = {
  kind: 'receipts',
  version: 1,
  concerns: { DepositReceived: ({ contributionId }) => contributionId },
  evolve: (before = NO_RECEIPTS, { data }) => ({
    deposited: before.deposited + minorOf(data.gross),
    fees: before.fees + minorOf(data.fee),
  }),
};
