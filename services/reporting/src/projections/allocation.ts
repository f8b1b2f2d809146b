import type { AllocationEvent } from '@mdtf/contracts';
import { type Money, minorOf } from '@mdtf/domain';
import type { ReadEntry } from '@mdtf/fund-log';
import { addMovements, type Movement } from './measures.ts';
import { atTime, onDay, placeOf } from './moments.ts';
import type { Projector } from './projector.ts';
import type { Rows } from './tables.ts';

type DataOf<T extends AllocationEvent['type']> = Extract<AllocationEvent, { type: T }>['data'];

/** Contributions, deposits, ledger lines, allocations, payments and refunds: all money that moves. */
export const allocationProjector: Projector<AllocationEvent> = {
  ContributionPledged(data, entry, rows) {
    const moment = atTime(entry);
    addTerms(data, 'pledged', entry, rows, moment);
    addMovements(rows, entry, moment, [{ measure: 'promised', ...movedBy(data) }]);
    addTotals(data.totals, entry, rows);
  },
  ContributionAgreed(data, entry, rows) {
    const moment = onDay(data.signedOn, entry);
    addTerms(data, 'agreed', entry, rows, moment);
    const agreed = movedBy(data);
    const before = data.pledged === null ? 0n : minorOf(data.pledged.amount);
    addMovements(rows, entry, moment, [
      { measure: 'promised', ...agreed, amount: agreed.amount - before },
      { measure: 'agreed', ...agreed },
    ]);
    addTotals(data.totals, entry, rows);
  },
  DepositReceived(data, entry, rows) {
    const { contributionId: party, pot, gross, fee, receivedOn, totals } = data;
    addMovements(rows, entry, onDay(receivedOn, entry), [
      { measure: 'deposit', pot, party, amount: minorOf(gross) },
      { measure: 'administration-fee', pot, party, amount: minorOf(fee) },
    ]);
    addTotals(totals, entry, rows);
  },
  InKindRecorded({ donor, informationValue, proposalId }, entry, rows) {
    if (informationValue === null) return;
    const given = { measure: 'in-kind', party: donor, amount: minorOf(informationValue) } as const;
    addMovements(rows, entry, atTime(entry), [
      proposalId === null ? given : { ...given, activityId: proposalId },
    ]);
  },
  InKindDelivered({ proposalId, informationValue, deliveredOn }, entry, rows) {
    if (informationValue === null) return;
    const given = { measure: 'in-kind-delivered', amount: minorOf(informationValue) } as const;
    const movement = proposalId === null ? given : { ...given, activityId: proposalId };
    addMovements(rows, entry, onDay(deliveredOn, entry), [movement]);
  },
  LedgerLineRecorded({ line, pot, amount, uncovered, bookedOn }, entry, rows) {
    addMovements(rows, entry, onDay(bookedOn, entry), [
      { measure: line, pot, amount: minorOf(amount) },
      { measure: 'uncovered', pot, amount: minorOf(uncovered) },
    ]);
  },
  AllocationMade(data, entry, rows) {
    const activityId = data.subject.id;
    const moment = atTime(entry);
    rows.allocation.push({
      ...placeOf(entry),
      allocation_id: data.allocationId,
      decision_id: data.decisionId,
      activity_id: activityId,
      partner: data.partner,
      title: data.title,
      window_id: windowOf(data.amounts),
      ...moment,
    });
    const parts = data.amounts.map(
      ({ pot, amount }): Movement => ({ measure: 'allocation', pot, activityId, amount: minorOf(amount) }),
    );
    addMovements(rows, entry, moment, parts);
    addTotals(data.totals, entry, rows);
  },
  AllocationReleased({ subject: { id: activityId }, amounts, totals }, entry, rows) {
    const parts = amounts.map(
      ({ pot, amount }): Movement => ({ measure: 'allocation', pot, activityId, amount: -minorOf(amount) }),
    );
    addMovements(rows, entry, atTime(entry), parts);
    addTotals(totals, entry, rows);
  },
  TrancheDisbursed({ proposalId, partner, parts, valueDate }, entry, rows) {
    addMovements(rows, entry, onDay(valueDate, entry), partsOf('transfer', proposalId, partner, parts));
  },
  RefundReceived({ proposalId, partner, parts, receivedOn }, entry, rows) {
    addMovements(rows, entry, onDay(receivedOn, entry), partsOf('refund', proposalId, partner, parts));
  },
};

function movedBy({ amount, pot, contributionId }: DataOf<'ContributionPledged' | 'ContributionAgreed'>) {
  return { amount: minorOf(amount), pot, party: contributionId };
}

function addTerms(
  data: DataOf<'ContributionPledged' | 'ContributionAgreed'>,
  stage: 'pledged' | 'agreed',
  entry: ReadEntry,
  rows: Rows,
  moment: ReturnType<typeof onDay>,
): void {
  rows.contribution.push({
    ...placeOf(entry),
    contribution_id: data.contributionId,
    stage,
    donor: data.donor,
    donor_name: data.donorName,
    amount: minorOf(data.amount),
    internal: data.internal,
    earmark: data.earmark.kind,
    window_id: data.earmark.windowId ?? null,
    oda: data.oda,
    year: data.year,
    schedule: data.schedule.map(({ due, amount }) => ({ due, amount: String(minorOf(amount)) })),
    ...moment,
  });
}

function addTotals(
  { agreed, deposited, allocated }: DataOf<'AllocationMade'>['totals'],
  entry: ReadEntry,
  rows: Rows,
): void {
  rows.ledger_total.push({
    ...placeOf(entry),
    recorded_at: entry.recordedAt,
    agreed: minorOf(agreed),
    deposited: minorOf(deposited),
    allocated: minorOf(allocated),
  });
}

function partsOf(
  measure: 'transfer' | 'refund',
  activityId: string,
  party: string,
  parts: DataOf<'TrancheDisbursed'>['parts'],
): readonly Movement[] {
  return parts.map(({ pot, amount }) => ({ measure, pot, party, activityId, amount: minorOf(amount) }));
}

/** The window of the largest part that has one. */
function windowOf(
  amounts: readonly { readonly windowId: string | null; readonly amount: Money }[],
): string | null {
  let largest = 0n;
  let window: string | null = null;
  for (const { windowId, amount } of amounts) {
    const minor = minorOf(amount);
    if (windowId === null || minor <= largest) continue;
    largest = minor;
    window = windowId;
  }
  return window;
}
