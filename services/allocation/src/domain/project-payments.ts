import { type Aggregate, minorOf } from '@mdtf/domain';
import type { RefundReceived, TrancheApproved, TrancheDisbursed } from './events.ts';

/** What went to the partner of one project under all its mandates, a top-up has one of its own; minor units. */
export interface ProjectPayments {
  readonly transferred: bigint;
  readonly refunded: bigint;
  /** Of preparation advances: what was approved. */
  readonly advanced: bigint;
}

/** Before the first payment. */
export const NOTHING_PAID: ProjectPayments = { transferred: 0n, refunded: 0n, advanced: 0n };

/** Payments by project, one document for each under its proposal's id. */
export const projectPayments: Aggregate<
  ProjectPayments,
  TrancheApproved | TrancheDisbursed | RefundReceived
> = {
  kind: 'project-payments',
  version: 1,
  concerns: {
    TrancheApproved: ({ advanceFor }) => advanceFor ?? [],
    TrancheDisbursed: ({ proposalId }) => proposalId,
    RefundReceived: ({ proposalId }) => proposalId,
  },
  evolve(before = NOTHING_PAID, { type, data }) {
    const minor = minorOf(data.amount);
    switch (type) {
      case 'TrancheApproved':
        return { ...before, advanced: before.advanced + minor };
      case 'TrancheDisbursed':
        return { ...before, transferred: before.transferred + minor };
      case 'RefundReceived':
        return { ...before, refunded: before.refunded + minor };
    }
  },
};
