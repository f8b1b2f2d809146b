import { minorOf } from '@mdtf/domain';
import { PLATFORM, type ReadEntry } from '@mdtf/fund-log';
import { entriesOf, type Invariant, logsOf, type Outcome } from './outcome.ts';

/** Of what the committee decided and what became of it. */
export const decisions: readonly Invariant[] = [
  {
    name: 'a decision on money is allocated at most once, for what was decided, or the reason why not is recorded',
    *check(outcome) {
      for (const fund of fundsOf(outcome)) {
        const taken = ofType(outcome, 'committee', fund, 'DecisionTaken');
        const made = ofType(outcome, 'allocation', fund, 'AllocationMade');
        const refused = ofType(outcome, 'allocation', fund, 'AllocationRefused');
        for (const { data } of taken) {
          const allocated = made.filter((entry) => entry.data.decisionId === data.decisionId);
          const reasons = refused.filter((entry) => entry.data.decisionId === data.decisionId);
          const isOnMoney = data.outcome === 'approved' && data.subject.kind === 'proposal';
          if (allocated.length > (isOnMoney ? 1 : 0))
            yield `${data.decisionId} is allocated ${allocated.length} times`;
          if (isOnMoney && allocated.length + reasons.length === 0)
            yield `nothing became of ${data.decisionId}`;
          const decidedMinor = sum(data.amounts);
          for (const { data: given } of allocated) {
            if (minorOf(given.total) !== decidedMinor) yield `${data.decisionId} gave ${given.total.amount}`;
          }
        }
        const decided = new Set(taken.map(({ data }) => data.decisionId));
        for (const { data } of made)
          if (!decided.has(data.decisionId)) yield `nobody decided ${data.decisionId}`;
      }
    },
  },
  {
    name: 'the committee hears of every allocation, and of none that was not made',
    *check(outcome) {
      for (const fund of fundsOf(outcome)) {
        const made = ofType(outcome, 'allocation', fund, 'AllocationMade').map(({ data }) => data.decisionId);
        const heard = ofType(outcome, 'committee', fund, 'DecisionCarriedOut').map(
          ({ data }) => data.decisionId,
        );
        const [all, told] = [inOrder(made), inOrder(heard)];
        if (all !== told) yield `${fund}: allocated ${all}; carried out ${told}`;
      }
    },
  },
  {
    name: 'every fund is listed once for all to find',
    *check(outcome) {
      const listed = ofType(outcome, 'committee', PLATFORM, 'FundListed').map(({ data }) => data.fundId);
      const established = logsOf(outcome).flatMap(({ entries }) =>
        entries.filter(({ type }) => type === 'FundEstablished').map(({ data }) => data.fundId),
      );
      if (inOrder(listed) !== inOrder(established)) yield `${established} established, ${listed} listed`;
    },
  },
];

function inOrder(ids: readonly string[]): string {
  return ids.toSorted(byText).join(' ');
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function ofType(outcome: Outcome, service: string, fund: string, type: string): ReadEntry[] {
  return entriesOf(outcome, service, fund).filter((entry) => entry.type === type);
}

function fundsOf(outcome: Outcome): Set<string> {
  return new Set(logsOf(outcome).map(({ fund }) => fund));
}

function sum(amounts: readonly { readonly amount: Parameters<typeof minorOf>[0] }[]): bigint {
  return amounts.reduce((total, { amount }) => total + minorOf(amount), 0n);
}
