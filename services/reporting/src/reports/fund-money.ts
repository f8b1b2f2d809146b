/** One sum of a fund in minor units. */
export interface Sum {
  /** As movements have it; see the projections' `Measure`. */
  readonly measure: string;
  readonly pot: string;
  readonly amount: bigint;
}

/** Sums of a whole fund, whenever it happened. */
export interface Totals {
  readonly agreed: bigint;
  readonly deposited: bigint;
  readonly allocated: bigint;
}

/** The same sums twice: as the ledger's entries tell them, and as the movements add up. */
export interface LedgerTotals {
  readonly told: Totals;
  readonly moved: Totals;
}

/** All money of a fund as of a day, as known at an instant. */
export interface FundMoney {
  readonly sums: readonly Sum[];
  /** Of the transfers and refunds: those to and from other funds, by their administering banks. */
  readonly toOtherFunds: readonly Sum[];
  /** Instalments due that had not come. */
  readonly overdue: bigint;
  readonly ledger: LedgerTotals;
}
