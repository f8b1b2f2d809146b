import { type Money, minorOf } from '@mdtf/domain';
import type { ReadEntry } from '@mdtf/fund-log';
import { entriesOf, type Invariant, logsOf, type Outcome } from './outcome.ts';

/** The cap's own arithmetic, so that a mistake in the rules is not repeated in what finds it. */
const CAP_NUMERATOR = 3n;
const CAP_DENOMINATOR = 20n;

/** Of the rules of a fund, recomputed from the entries alone. */
export const fundRules: readonly Invariant[] = [
  {
    name: 'the bank’s own share never passes the cap by an allocation made while the cap blocks',
    check: (outcome) => inFunds(outcome, checkCap),
  },
  {
    name: 'no window passes its ceiling by an allocation that is not recorded afterwards',
    check: (outcome) => inFunds(outcome, checkCeilings),
  },
  {
    name: 'who asks for a payment neither approves nor makes it, and each payment is made once',
    check: (outcome) => inFunds(outcome, checkFourEyes),
  },
  {
    name: 'no more is transferred than was allocated, and no more refunded than was transferred',
    check: (outcome) => inFunds(outcome, checkTransfers),
  },
  {
    name: 'the sums in the entries are the sums of the entries',
    check: (outcome) => inFunds(outcome, checkTotals),
  },
  {
    name: 'who asks for a role for another does not give it',
    *check(outcome) {
      for (const { fund, entries } of logsOf(outcome)) {
        for (const { type, data } of entries) {
          const alone = type === 'RoleGranted' && data.requestedBy === data.approvedBy;
          if (alone && !data.grantId.startsWith('first-')) yield `${data.grantId} of ${fund} has two eyes`;
        }
      }
    },
  },
  {
    name: 'a report is submitted once, judged at most once, and not by who submitted it',
    *check(outcome) {
      for (const { fund, entries } of logsOf(outcome)) yield* checkReports(fund, entries);
    },
  },
];

type Check = (entries: readonly ReadEntry[], charter: Charter) => Iterable<string>;

interface Charter {
  readonly windows: readonly { readonly id: string; readonly ceiling?: Money }[];
  readonly rules: { readonly R1: { readonly severities: { readonly allocation: string } } };
}

function* inFunds(outcome: Outcome, check: Check): Iterable<string> {
  for (const { service, fund, entries } of logsOf(outcome)) {
    if (service.name !== 'allocation') continue;
    const adopted = entriesOf(outcome, 'committee', fund).filter(({ type }) => type === 'CharterAdopted');
    const charter = adopted.at(-1)?.data.charter;
    if (charter === undefined) yield `${fund} has entries and no charter`;
    else for (const detail of check(entries, charter)) yield `${fund}: ${detail}`;
  }
}

interface Part {
  readonly pot: string;
  readonly windowId: string | null;
  readonly amount: Money;
}

function* checkCap(entries: readonly ReadEntry[], { rules }: Charter): Iterable<string> {
  let [internal, total] = [0n, 0n];
  for (const { type, data, provenance, sequence } of entries) {
    if (type !== 'AllocationMade') continue;
    const parts: readonly Part[] = data.amounts;
    const bank = sumOf(parts.filter(({ pot }) => pot === 'bank'));
    internal += bank;
    total += sumOf(parts);
    const binds = rules.R1.severities.allocation === 'block' && provenance === undefined && bank > 0n;
    if (binds && CAP_DENOMINATOR * internal > CAP_NUMERATOR * total) {
      yield `after ${sequence} the bank gave ${internal} of ${total}`;
    }
  }
}

function* checkCeilings(entries: readonly ReadEntry[], { windows }: Charter): Iterable<string> {
  const allocated = new Map<string, bigint>();
  for (const { type, data, provenance, sequence } of entries) {
    if (type !== 'AllocationMade') continue;
    for (const { windowId, amount } of data.amounts as readonly Part[]) {
      if (windowId !== null) allocated.set(windowId, (allocated.get(windowId) ?? 0n) + minorOf(amount));
    }
    if (provenance !== undefined) continue;
    for (const windowId of new Set((data.amounts as readonly Part[]).map((part) => part.windowId))) {
      const ceiling = windows.find(({ id }) => id === windowId)?.ceiling;
      const minor = allocated.get(windowId ?? '') ?? 0n;
      if (ceiling !== undefined && minor > minorOf(ceiling))
        yield `${windowId} stands at ${minor} after ${sequence}`;
    }
  }
}

function* checkFourEyes(entries: readonly ReadEntry[]): Iterable<string> {
  const steps = new Map<string, { by: string; step: string }>();
  for (const { type, data, actor, sequence } of entries) {
    if (!type.startsWith('Tranche')) continue;
    const id = `${data.mandateId}/${data.trancheId}`;
    const before = steps.get(id);
    const expected = {
      TrancheRequested: undefined,
      TrancheApproved: 'TrancheRequested',
      TrancheDisbursed: 'TrancheApproved',
    }[type];
    if (before?.step !== expected) yield `${id} is ${type} after ${before?.step} (${sequence})`;
    if (before !== undefined && before.by === actor) yield `${id}: ${actor} asked and did ${type}`;
    steps.set(id, { by: before?.by ?? actor, step: type });
  }
}

function* checkTransfers(entries: readonly ReadEntry[]): Iterable<string> {
  const left = new Map<string, bigint>();
  const held = new Map<string, bigint>();
  const add = (sums: Map<string, bigint>, key: string, minor: bigint) =>
    sums.set(key, (sums.get(key) ?? 0n) + minor);
  for (const { type, data, sequence } of entries) {
    if (type === 'AllocationMade') add(left, data.allocationId, minorOf(data.total));
    if (type === 'TrancheDisbursed') {
      add(left, data.allocationId, -minorOf(data.amount));
      add(held, data.mandateId, minorOf(data.amount));
      if ((left.get(data.allocationId) ?? 0n) < 0n)
        yield `${data.allocationId} is overdrawn after ${sequence}`;
    }
    if (type === 'RefundReceived') {
      add(held, data.mandateId, -minorOf(data.amount));
      if ((held.get(data.mandateId) ?? 0n) < 0n)
        yield `${data.mandateId} gave back more than it had (${sequence})`;
    }
  }
}

function* checkTotals(entries: readonly ReadEntry[]): Iterable<string> {
  let [deposited, allocated, agreed] = [0n, 0n, 0n];
  for (const { type, data, sequence } of entries) {
    if (type === 'DepositReceived') deposited += minorOf(data.gross);
    if (type === 'AllocationMade') allocated += sumOf(data.amounts);
    if (type === 'ContributionAgreed') agreed += minorOf(data.amount);
    const { totals } = data;
    if (totals === undefined) continue;
    const said = [totals.deposited, totals.allocated, totals.agreed].map(minorOf).join(' ');
    const sums = [deposited, allocated, agreed].join(' ');
    if (said !== sums) yield `${sequence} says ${said}, the entries come to ${sums}`;
  }
}

function* checkReports(fund: string, entries: readonly ReadEntry[]): Iterable<string> {
  const submitted = new Map<string, string>();
  const judged = new Set<string>();
  for (const { type, data, actor, sequence } of entries) {
    const step = /^(Progress|Financial)Report(Submitted|Accepted|Returned)$/.exec(type)?.[2];
    if (step === undefined) continue;
    const id = `${type.slice(0, 8)} ${data.activityId}/${data.reportId}`;
    if (step === 'Submitted') {
      if (submitted.has(id)) yield `${fund}/${sequence} submits ${id} again`;
      submitted.set(id, actor);
      continue;
    }
    if (judged.has(id)) yield `${fund}/${sequence} judges ${id} again`;
    if (submitted.get(id) === actor) yield `${actor} judges their own ${id} of ${fund}`;
    judged.add(id);
  }
}

function sumOf(parts: readonly { readonly amount: Money }[]): bigint {
  return parts.reduce((sum, { amount }) => sum + minorOf(amount), 0n);
}
