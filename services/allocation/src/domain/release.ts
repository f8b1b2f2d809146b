import { type Context, type Localised, minorOf, moneyOf, type Slice } from '@mdtf/domain';
import { allocation, made } from './allocation.ts';
import type { AmendmentRefusal, AskedAmendment } from './amend-allocation.ts';
import type { AllocationReleased } from './amended-events.ts';
import { testCap } from './cap.ts';
import { knownDecision } from './known/decision.ts';
import { mandate } from './mandate.ts';
import { afterAllocation, FUND, fundTotals, NO_TOTALS, totalsAfter, yearOf } from './totals.ts';

/**
 * What a revocation does: the money of each allocation under the decision goes back to its pots, and an offer of a
 * mandate with it. Refused once a partner has accepted or money was advanced, and where the cap would not hold on what is left.
 */
export function judgeRelease(
  asked: AskedAmendment,
  slice: Slice,
  context: Context,
): readonly AllocationReleased[] | AmendmentRefusal {
  const bound = asked.amendment.allocations.find((id) => isAccepted(id, slice));
  if (bound !== undefined) return mandateAccepted(bound);
  const advanced = asked.amendment.allocations.find((id) => isAdvanced(id, slice));
  if (advanced !== undefined) return moneyAdvanced(advanced);
  const { charter } = asked;
  const before = slice.get(fundTotals, FUND) ?? NO_TOTALS;
  let totals = before;
  const events = asked.amendment.allocations.map((allocationId): AllocationReleased => {
    const known = made(slice.get(allocation, allocationId));
    const amounts = known === undefined ? [] : (slice.fact(knownDecision, allocationId)?.amounts ?? []);
    const back = amounts.reduce((sum, { amount }) => sum + minorOf(amount), 0n);
    totals = afterAllocation(totals, amounts, -1n, yearOf(known?.madeAt ?? context.time));
    const { decisionId, decision, amendment } = asked;
    return {
      type: 'AllocationReleased',
      data: {
        allocationId,
        decisionId,
        subject: { kind: 'proposal', id: amendment.of.id },
        partner: known?.partner ?? decision.partner ?? '',
        amounts,
        total: moneyOf(back, charter.currency),
        madeAt: known?.madeAt ?? null,
        mandateId: known?.mandateId ?? null,
        ...(allocationId === amendment.root ? {} : { topsUp: amendment.root }),
        conditions: (known?.conditions ?? []).map(({ id }) => id),
        reason: decision.reason,
        ...(decision.reasonIn === undefined ? {} : { reasonIn: decision.reasonIn }),
        totals: totalsAfter(totals, charter.currency),
        verdicts: [],
      },
    };
  });
  const question = { place: 'allocation', charter, year: yearOf(context.time) } as const;
  const { verdicts, refused } = testCap({ before, after: totals }, question);
  if (refused !== undefined && !context.backDated)
    return { code: refused.code, reason: refused.detail as Localised, shortfalls: [], verdicts };
  return events.map(({ type, data }) => ({ type, data: { ...data, verdicts } }));
}

function isAccepted(allocationId: string, slice: Slice): boolean {
  const offered = made(slice.get(allocation, allocationId))?.mandateId ?? null;
  return offered !== null && slice.get(mandate, offered)?.status === 'accepted';
}

/** True once a payment in advance of the mandate is approved: what was promised or went out is bound. */
function isAdvanced(allocationId: string, slice: Slice): boolean {
  const offered = made(slice.get(allocation, allocationId))?.mandateId ?? null;
  return offered !== null && (slice.get(mandate, offered)?.approved ?? 0n) > 0n;
}

function moneyAdvanced(allocationId: string): AmendmentRefusal {
  return {
    code: 'money-advanced',
    reason: {
      en: `An advance of allocation ${allocationId} is approved or paid: its money is bound, and comes back by refund alone.`,
      fr: `Une avance sur l’allocation ${allocationId} est approuvée ou versée : l’argent est engagé et ne revient que par remboursement.`,
    },
    shortfalls: [],
    verdicts: [],
  };
}

function mandateAccepted(allocationId: string): AmendmentRefusal {
  return {
    code: 'mandate-accepted',
    reason: {
      en: `The mandate on allocation ${allocationId} is accepted: its money is bound, and comes back by refund alone.`,
      fr: `Le mandat sur l’allocation ${allocationId} est accepté : l’argent est engagé et ne revient que par remboursement.`,
    },
    shortfalls: [],
    verdicts: [],
  };
}
