import {
  accept,
  type CommandHandler,
  type Context,
  type Decision,
  minorOf,
  moneyOf,
  type Needs,
  type Rejection,
  reject,
  type Slice,
  type StateRef,
} from '@mdtf/domain';
import { type AllocationAnswer, allocation, allocationAnswer, made, madeBy } from './allocation.ts';
import { type AskedAllocation, judgeAllocation } from './allocation-judgement.ts';
import { allocated, available, uncovered } from './chart-of-accounts.ts';
import type { AllocationEvent, AllocationMade } from './events.ts';
import { CURRENT, knownCharter } from './known/charter.ts';
import { type KnownDecision, knownApprovals, knownDecision } from './known/decision.ts';
import { knownProposal } from './known/proposal.ts';
import { pot, potsOf } from './pot.ts';
import { proposalFunding } from './proposal-funding.ts';
import { fundNotKnown, notFound } from './refusals.ts';
import { FUND, fundTotals, totalsAfter } from './totals.ts';
import { byWindow, windowTotals } from './window.ts';

// Commands

/** The reaction to a decision: carry it out, or record why not. */
export interface AllocateDecision {
  readonly decisionId: string;
}

/** The reaction to a proposal: carry out what was decided on it before it was known here. */
export interface AllocateAwaited {
  readonly proposalId: string;
}

// Rejections

function refuseCarryingOut(
  decisionId: string,
  decision: KnownDecision | undefined,
  slice: Slice,
): Rejection | undefined {
  if (decision === undefined) return notFound('decision', decisionId);
  if (made(slice.get(allocation, decisionId)) !== undefined) {
    const detail = `Decision ${decisionId} is carried out; nothing was allocated now.`;
    return { code: 'already-allocated', category: 'conflict', title: 'Allocated already', detail };
  }
  if (
    decision.outcome !== 'approved' ||
    decision.subject.kind !== 'proposal' ||
    decision.amounts.length === 0
  ) {
    const detail = `Decision ${decisionId} approves no money for a proposal.`;
    return { code: 'no-money-approved', category: 'refused', title: 'Nothing to allocate', detail };
  }
  if (slice.fact(knownProposal, decision.subject.id) === undefined) {
    const detail = `Proposal ${decision.subject.id} is not known here yet; it is allocated when it is.`;
    return { code: 'proposal-not-known', category: 'refused', title: 'Proposal not known yet', detail };
  }
  return undefined;
}

// Decide

/** Asks again for a decision that could not be carried out; refused with the reason when it still cannot. */
export const allocate: CommandHandler<AllocateDecision, AllocationEvent, AllocationAnswer> = {
  needs: ({ decisionId }, slice) => needsOf(decisionId, slice?.fact(knownDecision, decisionId)),
  decide({ decisionId }, slice, context) {
    const asked = askedOf(decisionId, slice);
    if ('code' in asked) return reject(asked);
    const judgement = judgeAllocation(asked, slice, context);
    if (judgement.refusal === undefined) return carryOut(asked, judgement, slice);
    const { code, reason } = judgement.refusal;
    const { verdicts } = judgement;
    return reject({ code, category: 'refused', title: 'Not allocated', detail: reason, verdicts });
  },
};

/** Carries out a decision when it is taken: money is allocated, or the reason why not is recorded; once. */
export const allocateDecision: CommandHandler<AllocateDecision, AllocationEvent, null> = {
  needs: ({ decisionId }, slice) => needsOf(decisionId, slice?.fact(knownDecision, decisionId)),
  decide: ({ decisionId }, slice, context) => carryOutOrRecord(decisionId, slice, context),
};

/** Carries out the first decision that waited for this proposal; nothing when none did. */
export const allocateAwaited: CommandHandler<AllocateAwaited, AllocationEvent, null> = {
  needs({ proposalId }, slice) {
    const facts = [{ kind: knownApprovals.kind, id: proposalId }];
    const approvals = slice?.fact(knownApprovals, proposalId)?.newest ?? [];
    const needs = approvals.map((approval) => needsOf(approval.decisionId, approval));
    return {
      own: needs.flatMap(({ own = [] }) => own),
      facts: [...facts, ...needs.flatMap((each) => each.facts ?? [])],
      accounts: needs.flatMap(({ accounts = [] }) => accounts),
    };
  },
  decide({ proposalId }, slice, context) {
    const approvals = slice.fact(knownApprovals, proposalId)?.newest ?? [];
    const waiting = approvals.find(({ decisionId }) => slice.get(allocation, decisionId) === undefined);
    return waiting === undefined ? accept([], null) : carryOutOrRecord(waiting.decisionId, slice, context);
  },
};

function carryOutOrRecord(
  decisionId: string,
  slice: Slice,
  context: Context,
): Decision<AllocationEvent, null> {
  const asked = askedOf(decisionId, slice);
  if ('code' in asked) return asked.code === 'proposal-not-known' ? accept([], null) : reject(asked);
  const judgement = judgeAllocation(asked, slice, context);
  if (judgement.refusal === undefined) {
    const decision = carryOut(asked, judgement, slice);
    return decision.accepted ? accept(decision.events, null) : decision;
  }
  const { code, reason } = judgement.refusal;
  const { shortfalls, verdicts } = judgement;
  const data = { decisionId, subject: asked.decision.subject, code, reason, shortfalls, verdicts };
  return accept([{ type: 'AllocationRefused', data }], null);
}

function askedOf(decisionId: string, slice: Slice): AskedAllocation | Rejection {
  const charter = slice.fact(knownCharter, CURRENT);
  if (charter === undefined) return fundNotKnown;
  const decision = slice.fact(knownDecision, decisionId);
  const refused = refuseCarryingOut(decisionId, decision, slice);
  if (refused !== undefined || decision === undefined) return refused ?? fundNotKnown;
  return { decisionId, decision, charter };
}

function carryOut(
  { decisionId, decision, charter }: AskedAllocation,
  { totals, verdicts }: ReturnType<typeof judgeAllocation>,
  slice: Slice,
): Decision<AllocationEvent, AllocationAnswer> {
  const { subject, title, amounts, conditions } = decision;
  const { currency } = charter;
  const totalMinor = amounts.reduce((sum, { amount }) => sum + minorOf(amount), 0n);
  const data: AllocationMade['data'] = {
    allocationId: decisionId,
    decisionId,
    subject,
    title,
    partner: slice.fact(knownProposal, subject.id)?.lead ?? '',
    amounts,
    total: moneyOf(totalMinor, currency),
    conditions,
    totals: totalsAfter(totals, currency),
    verdicts,
  };
  return accept([{ type: 'AllocationMade', data }], allocationAnswer(data, madeBy(data, 0n)));
}

function needsOf(
  decisionId: string,
  decision: Pick<KnownDecision, 'subject' | 'amounts'> | undefined,
): Needs {
  const facts: StateRef[] = [
    { kind: knownCharter.kind, id: CURRENT },
    { kind: knownDecision.kind, id: decisionId },
  ];
  const own: StateRef[] = [
    { kind: allocation.kind, id: decisionId },
    { kind: fundTotals.kind, id: FUND },
  ];
  if (decision === undefined) return { own, facts };
  const pots = potsOf(decision.amounts);
  const windows = byWindow(decision.amounts).map(([id]) => id);
  return {
    facts: [...facts, { kind: knownProposal.kind, id: decision.subject.id }],
    own: [
      ...own,
      { kind: proposalFunding.kind, id: decision.subject.id },
      ...pots.map((id) => ({ kind: pot.kind, id })),
      ...windows.map((id) => ({ kind: windowTotals.kind, id })),
    ],
    accounts: pots.flatMap((id) => [available(id), allocated(id), uncovered(id)]),
  };
}
