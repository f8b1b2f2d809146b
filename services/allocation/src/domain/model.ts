import {
  type AnyCommandHandler,
  accessAggregate,
  type DomainEvent,
  knownOrganisation,
  type Model,
  organisationRecord,
} from '@mdtf/domain';
import { allocate, allocateDecision } from './allocate.ts';
import { allocation } from './allocation.ts';
import { amendAllocation } from './amend-allocation.ts';
import { budgetMove, moveBudget } from './budget-move.ts';
import { mayGoNegative, postingsOf } from './chart-of-accounts.ts';
import { meetCondition } from './condition.ts';
import { agreeContribution, contribution, recordContribution } from './contribution.ts';
import { deposit, recordDeposit } from './deposit.ts';
import { approveTranche, disburseTranche } from './disbursement.ts';
import type { AllocationEvent } from './events.ts';
import { extendMandate } from './extension.ts';
import { inKind, recordInKind } from './in-kind.ts';
import { deliverInKind } from './in-kind-delivery.ts';
import { knownCharter } from './known/charter.ts';
import { knownDecision, lastDecision } from './known/decision.ts';
import { knownProposal } from './known/proposal.ts';
import { knownSpending } from './known/spending.ts';
import { knownWaivers } from './known/waivers.ts';
import { ledgerLine, recordLedgerLine } from './ledger-line.ts';
import { acceptMandate, mandate, offerMandate } from './mandate.ts';
import { movedBudget } from './moved-budget.ts';
import { TELLS_RISK } from './payment-practice.ts';
import { pot } from './pot.ts';
import { projectPayments } from './project-payments.ts';
import { proposalFunding } from './proposal-funding.ts';
import { receipts } from './receipts.ts';
import { recordRefund, refund } from './refund.ts';
import { secretariatCost } from './secretariat-cost.ts';
import { fundTotals } from './totals.ts';
import { requestTranche, tranche } from './tranche.ts';
import { windowTotals } from './window.ts';

/** Every command of this service, by the name under which it is submitted. */
export const commands = {
  RecordContribution: recordContribution,
  AgreeContribution: agreeContribution,
  RecordDeposit: recordDeposit,
  RecordInKind: recordInKind,
  DeliverInKind: deliverInKind,
  RecordLedgerLine: recordLedgerLine,
  Allocate: allocate,
  AllocateDecision: allocateDecision,
  AmendAllocation: amendAllocation,
  MeetCondition: meetCondition,
  OfferMandate: offerMandate,
  AcceptMandate: acceptMandate,
  ExtendMandate: extendMandate,
  MoveBudget: moveBudget,
  RequestTranche: requestTranche,
  ApproveTranche: approveTranche,
  DisburseTranche: disburseTranche,
  RecordRefund: recordRefund,
} as const satisfies { readonly [type: string]: AnyCommandHandler };

/** The allocation service's domain: contributions, the ledger, allocations, mandates and payments of a fund. */
export const model: Model = {
  service: 'allocation',
  aggregates: [
    contribution,
    receipts,
    deposit,
    inKind,
    ledgerLine,
    fundTotals,
    secretariatCost,
    pot,
    windowTotals,
    proposalFunding,
    allocation,
    mandate,
    tranche,
    refund,
    projectPayments,
    budgetMove,
    movedBudget,
  ],
  facts: [
    knownCharter,
    knownDecision,
    lastDecision,
    knownWaivers,
    knownSpending,
    knownProposal,
    knownOrganisation,
    organisationRecord,
    accessAggregate,
  ],
  commands,
  postings: (event) => postingsOf(event as AllocationEvent),
  subject: (event: DomainEvent) => subjectOf(event as AllocationEvent),
  visibility: (event: DomainEvent) => visibilityOf(event as AllocationEvent),
  accountMayGoNegative: mayGoNegative,
};

/**
 * What is asked for and promised before money moves, for what and by whom, is between partner and fund; that it moved is
 * for everyone, but where it tells the partner's risk rating, which is for the parties as the due diligence is that it rests on.
 */
function visibilityOf(event: AllocationEvent): 'public' | 'parties' {
  if (event.type === 'TrancheRequested' || event.type === 'TrancheApproved') return 'parties';
  if (event.type !== 'TrancheDisbursed') return 'public';
  return event.data.verdicts.some(({ rule }) => rule === TELLS_RISK) ? 'parties' : 'public';
}

function subjectOf({ type, data }: AllocationEvent): string {
  switch (type) {
    case 'ContributionPledged':
    case 'ContributionAgreed':
    case 'DepositReceived':
      return `contribution/${data.contributionId}`;
    case 'InKindRecorded':
    case 'InKindDelivered':
      return `in-kind/${data.inKindId}`;
    case 'LedgerLineRecorded':
      return `ledger-line/${data.entryId}`;
    case 'AllocationMade':
    case 'AllocationAmended':
    case 'AllocationReleased':
    case 'ConditionMet':
      return `allocation/${data.allocationId}`;
    case 'AllocationRefused':
      return `decision/${data.decisionId}`;
    case 'MandateOffered':
    case 'MandateAccepted':
    case 'MandateExtended':
    case 'BudgetMoved':
    case 'TrancheRequested':
    case 'TrancheApproved':
    case 'TrancheDisbursed':
    case 'RefundReceived':
      return `mandate/${data.mandateId}`;
  }
}
