/**
 * One movement of money: it leaves the debited account and reaches the credited one, so the books balance by
 * construction; amount > 0.
 */
export interface Posting {
  readonly debit: string;
  readonly credit: string;
  readonly amountMinor: bigint;
}

/** Balance per account in minor units: credits less debits; an account that is absent holds 0. */
export type Balances = ReadonlyMap<string, bigint>;

/** The posting that moves an amount: the source is debited and falls, the destination is credited and rises. */
export function transfer(move: { from: string; to: string; amountMinor: bigint }): Posting {
  return { debit: move.from, credit: move.to, amountMinor: move.amountMinor };
}

/** Throws RangeError when a posting's amount is not above 0 or it names one account twice. */
export function assertPosting(posting: Posting): void {
  if (posting.amountMinor <= 0n)
    throw new RangeError(`Posting of ${posting.amountMinor} to ${posting.debit}`);
  if (posting.debit === posting.credit) throw new RangeError(`Posting from ${posting.debit} to itself`);
}

/** Balances after the postings, as a new map; throws RangeError for a posting that is none. */
export function foldPostings(balances: Balances, postings: readonly Posting[]): Map<string, bigint> {
  const after = new Map(balances);
  for (const posting of postings) {
    assertPosting(posting);
    after.set(posting.debit, (after.get(posting.debit) ?? 0n) - posting.amountMinor);
    after.set(posting.credit, (after.get(posting.credit) ?? 0n) + posting.amountMinor);
  }
  return after;
}

/** Accounts named by the postings, each once, sorted: the order in which they are locked. */
export function accountsOf(postings: readonly Posting[]): string[] {
  return [...new Set(postings.flatMap((posting) => [posting.debit, posting.credit]))].sort();
}

/** Accounts below 0 that may not be, sorted. */
export function overdrawn(balances: Balances, mayGoNegative: (account: string) => boolean): string[] {
  const below = [...balances].filter(([account, balance]) => balance < 0n && !mayGoNegative(account));
  return below.map(([account]) => account).sort();
}
