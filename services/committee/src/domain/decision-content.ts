import {
  type ApprovedAmount,
  type Condition,
  type DecisionOutcome,
  type DecisionSubject,
  isMoney,
  type LocalDate,
  type Money,
} from '@mdtf/domain';
import { refuseAmounts } from './amounts.ts';
import type { ProposalAtHand } from './proposal-at-hand.ts';
import { invalid, refused } from './rejections.ts';
import type { Charter } from './shapes.ts';

/** What every decision says, however it was taken. */
export interface DecisionContent {
  readonly id: string;
  readonly outcome: DecisionOutcome;
  readonly amounts: readonly ApprovedAmount[];
  readonly conditions: readonly Condition[];
  readonly reason: string;
  readonly expires?: LocalDate | undefined;
  /** For a waiver: the most that a proposal may ask and still be under it. */
  readonly upTo?: Money | undefined;
}

/** What keeps a decision's words from fitting its outcome and subject. */
export function refuseContent(
  content: DecisionContent,
  { subject, currency }: { readonly subject: DecisionSubject; readonly currency: string },
  decidedOn: LocalDate,
) {
  const { outcome, amounts, conditions } = content;
  const approved = outcome === 'approved';
  if (amounts.length > 0 && !(approved && subject.kind === 'proposal')) {
    return onlyFor('amounts', 'amounts', 'the approval of a proposal');
  }
  if (conditions.length > 0 && !approved) return onlyFor('conditions', 'conditions', 'an approval');
  const twice = conditions.findIndex(({ id }, at) => conditions.findIndex((other) => other.id === id) < at);
  if (twice !== -1) {
    return invalid('condition-named-twice', 'A condition is named twice', 'Give each condition its own id.', {
      field: `body.conditions.${twice}.id`,
    });
  }
  return (
    refuseBounds(content, approved && subject.kind === 'waiver', currency) ?? refuseExpiry(content, decidedOn)
  );
}

/** What keeps a decision from having an end or a bound, which only a waiver has. */
function refuseBounds({ expires, upTo }: DecisionContent, isWaiver: boolean, currency: string) {
  if (expires !== undefined && !isWaiver) return onlyFor('expires', 'an expiry', 'the approval of a waiver');
  if (upTo === undefined) return undefined;
  if (!isWaiver) return onlyFor('upTo', 'a bound', 'the approval of a waiver');
  if (upTo.currency === currency && isMoney(upTo)) return undefined;
  return invalid('bound-invalid', 'Not an amount of the fund', `A bound is an amount in ${currency}.`, {
    field: 'body.upTo',
  });
}

function refuseExpiry({ expires }: DecisionContent, decidedOn: LocalDate) {
  if (expires === undefined || expires >= decidedOn) return undefined;
  return invalid(
    'expires-before-decided',
    'It would have expired already',
    `It expires on ${expires}, before it was decided.`,
    {
      field: 'body.expires',
    },
  );
}

function onlyFor(field: string, what: string, where: string) {
  return invalid('not-part-of-this-decision', 'Not part of this decision', `Only ${where} carries ${what}.`, {
    field: `body.${field}`,
  });
}

/** What keeps amounts from being approved: none at all, not a full proposal, or amounts out of order. */
export function refuseApproval(
  amounts: readonly ApprovedAmount[],
  { id, proposal, pot }: ProposalAtHand,
  charter: Charter,
  field = 'body.amounts',
) {
  if (proposal.stage !== 'full') {
    return refused(
      'not-a-full-proposal',
      'Only a full proposal is approved',
      `Proposal ${id} is a ${proposal.stage}; invite its full proposal first.`,
    );
  }
  if (amounts.length === 0) {
    return refused(
      'amounts-missing',
      'An approval names amounts',
      'Say how much from which pot for which window.',
      { field },
    );
  }
  return refuseAmounts(amounts, { charter, proposal, pot, field });
}
