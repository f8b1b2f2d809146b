import { type Money, minorOf, type Posting, transfer } from '@mdtf/domain';
import type { AllocationEvent, LedgerLine, LedgerLineRecorded, PotAmount } from './events.ts';

/** Money of a pot that no decision has taken yet. */
export const available = (pot: string): string => `pot/${pot}/available`;

/** Money of a pot that is allocated and not yet transferred. */
export const allocated = (pot: string): string => `pot/${pot}/allocated`;

/** What costs went beyond a pot's money: below zero, the one account of the fund that may be. */
export const uncovered = (pot: string): string => `uncovered/${pot}`;

/** Money with a partner under a mandate: transfers less refunds. */
export const withPartner = (mandateId: string): string => `mandate/${mandateId}`;

/** Where a contribution comes from: below zero by what was deposited. */
export const donor = (contributionId: string): string => `donor/${contributionId}`;

/** Fees earned by the administering bank. */
export const FEES = 'fees/administration';

/** The secretariat's cost charged to the fund. */
export const DIRECT_COST = 'costs/direct';

export const BANK_CHARGES = 'costs/bank';

/** Sources that are no donor. */
export const FUND_INTEREST = 'outside/fund-interest';
export const PARTNER_INTEREST = 'outside/partner-interest';
export const OUTSIDE_THE_DATA = 'outside/the-data';

/** Accounts outside the fund show what has come from there; of the fund's own, only what is uncovered. */
export function mayGoNegative(account: string): boolean {
  return account.startsWith('donor/') || account.startsWith('outside/') || account.startsWith('uncovered/');
}

/** What each event does to the ledger: money leaves the debited account and reaches the credited one. */
export function postingsOf(event: AllocationEvent): readonly Posting[] {
  switch (event.type) {
    case 'DepositReceived': {
      const { contributionId, pot, net, fee } = event.data;
      const from = donor(contributionId);
      return [...move(from, available(pot), net), ...move(from, FEES, fee)];
    }
    case 'LedgerLineRecorded':
      return linePostings(event.data);
    case 'AllocationMade':
      return byPot(event.data.amounts).flatMap(([pot, amountMinor]) =>
        transferOf(available(pot), allocated(pot), amountMinor),
      );
    case 'AllocationReleased':
      return byPot(event.data.amounts).flatMap(([pot, amountMinor]) =>
        transferOf(allocated(pot), available(pot), amountMinor),
      );
    case 'TrancheDisbursed': {
      const { mandateId, parts } = event.data;
      return parts.flatMap(({ pot, amount }) => move(allocated(pot), withPartner(mandateId), amount));
    }
    case 'RefundReceived': {
      const { mandateId, parts } = event.data;
      return parts.flatMap(({ pot, amount }) => move(withPartner(mandateId), available(pot), amount));
    }
    case 'ContributionPledged':
    case 'ContributionAgreed':
    case 'InKindRecorded':
    case 'InKindDelivered':
    case 'AllocationRefused':
    case 'AllocationAmended':
    case 'MandateOffered':
    case 'MandateAccepted':
    case 'MandateExtended':
    case 'BudgetMoved':
    case 'ConditionMet':
    case 'TrancheRequested':
    case 'TrancheApproved':
      return [];
  }
}

/** Where a line's money comes from, for lines that bring money, or goes to, for those that cost. */
export const LINE_ACCOUNTS: {
  readonly [L in LedgerLine]: { readonly from: string } | { readonly to: string };
} = {
  'fund-interest': { from: FUND_INTEREST },
  'partner-interest': { from: PARTNER_INTEREST },
  'funding-outside-the-data': { from: OUTSIDE_THE_DATA },
  'administration-fee': { to: FEES },
  'direct-cost': { to: DIRECT_COST },
  'bank-charge': { to: BANK_CHARGES },
};

/** Minor units per pot, each pot once, in the order of first mention. */
export function byPot(amounts: readonly PotAmount[]): readonly (readonly [string, bigint])[] {
  const sums = new Map<string, bigint>();
  for (const { pot, amount } of amounts) sums.set(pot, (sums.get(pot) ?? 0n) + minorOf(amount));
  return [...sums];
}

function linePostings({
  line,
  pot,
  amount,
  uncovered: missing,
}: LedgerLineRecorded['data']): readonly Posting[] {
  const other = LINE_ACCOUNTS[line];
  if ('from' in other) return move(other.from, available(pot), amount);
  const missingMinor = minorOf(missing);
  return [
    ...transferOf(available(pot), other.to, minorOf(amount) - missingMinor),
    ...transferOf(uncovered(pot), other.to, missingMinor),
  ];
}

function move(from: string, to: string, amount: Money): readonly Posting[] {
  return transferOf(from, to, minorOf(amount));
}

function transferOf(from: string, to: string, amountMinor: bigint): readonly Posting[] {
  return amountMinor === 0n ? [] : [transfer({ from, to, amountMinor })];
}
