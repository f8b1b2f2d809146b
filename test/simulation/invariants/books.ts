import type { Posting } from '@mdtf/domain';
import { type Invariant, type Log, logsOf } from './outcome.ts';

/** Of every ledger. */
export const books: readonly Invariant[] = [
  {
    name: 'the books balance: accounts are what the entries post, their sum is zero, none of the fund’s own is below it',
    *check(outcome) {
      for (const log of logsOf(outcome)) yield* checkLedger(log);
    },
  },
];

function* checkLedger({ service, fund, entries, database }: Log): Iterable<string> {
  const { model } = service;
  const balances = new Map<string, bigint>();
  const add = (account: string, minor: bigint) =>
    balances.set(account, (balances.get(account) ?? 0n) + minor);
  const lines: string[] = [];
  for (const { sequence, type, data } of entries) {
    for (const [at, { debit, credit, amountMinor }] of postingsOf(model.postings, type, data).entries()) {
      if (amountMinor <= 0n) yield `${service.name}/${fund}/${sequence} posts ${amountMinor}`;
      add(debit, -amountMinor);
      add(credit, amountMinor);
      lines.push(
        `${sequence}.${at + 1} ${debit} ${credit} ${amountMinor} ${balances.get(debit)} ${balances.get(credit)}`,
      );
      for (const account of [debit, credit]) {
        const below = (balances.get(account) ?? 0n) < 0n && !(model.accountMayGoNegative?.(account) ?? false);
        if (below) yield `${account} of ${fund} is below zero after ${sequence}`;
      }
    }
  }
  const { postings, accounts } = database.tables;
  const stored = postings
    .filter((posting) => posting.fund === fund)
    .map(
      (p) =>
        `${p.sequence}.${p.line} ${p.debit} ${p.credit} ${p.amountMinor} ${p.debitBalance} ${p.creditBalance}`,
    );
  if (stored.join('\n') !== lines.join('\n'))
    yield `the postings of ${service.name}/${fund} are not what its entries say`;
  const kept = [...accounts.values()].filter((account) => account.fund === fund);
  for (const { account, balance } of kept) {
    if (balance !== (balances.get(account) ?? 0n))
      yield `${account} of ${fund} holds ${balance}, posted ${balances.get(account)}`;
    balances.delete(account);
  }
  for (const [account, minor] of balances)
    if (minor !== 0n) yield `${account} of ${fund} has postings and is not kept`;
  const sum = kept.reduce((total, { balance }) => total + balance, 0n);
  if (sum !== 0n) yield `the accounts of ${fund} come to ${sum}`;
}

function postingsOf(
  postings: Log['service']['model']['postings'],
  type: string,
  data: unknown,
): readonly Posting[] {
  return postings?.({ type, data }) ?? [];
}
