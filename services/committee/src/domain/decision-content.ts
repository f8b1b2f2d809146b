import {
  type ApprovedAmount,
  type Condition,
  type DecisionOutcome,
  type DecisionSubject,
  isMoney,
  type LocalDate,
  type Localised,
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
  if (amounts.length > 0 && !(approved && (subject.kind === 'proposal' || subject.kind === 'amendment'))) {
    return onlyFor('amounts', {
      en: 'Only the approval of a proposal, or of a top-up for one, carries amounts.',
      fr: 'Seule l’approbation d’une proposition, ou d’un complément, comporte des montants.',
    });
  }
  if (conditions.length > 0 && !approved)
    return onlyFor('conditions', {
      en: 'Only an approval carries conditions.',
      fr: 'Seule une approbation comporte des conditions.',
    });
  const twice = conditions.findIndex(({ id }, at) => conditions.findIndex((other) => other.id === id) < at);
  if (twice !== -1) {
    return invalid(
      'condition-named-twice',
      { en: 'A condition is named twice', fr: 'Une condition est nommée deux fois' },
      {
        en: 'Give each condition its own id.',
        fr: 'Donnez à chaque condition son propre identifiant.',
      },
      { field: `body.conditions.${twice}.id` },
    );
  }
  return (
    refuseBounds(content, approved && subject.kind === 'waiver', currency) ?? refuseExpiry(content, decidedOn)
  );
}

/** What keeps a decision from having an end or a bound, which only a waiver has. */
function refuseBounds({ expires, upTo }: DecisionContent, isWaiver: boolean, currency: string) {
  if (expires !== undefined && !isWaiver)
    return onlyFor('expires', {
      en: 'Only the approval of a waiver carries an expiry.',
      fr: 'Seule l’approbation d’une dérogation comporte une échéance.',
    });
  if (upTo === undefined) return undefined;
  if (!isWaiver)
    return onlyFor('upTo', {
      en: 'Only the approval of a waiver carries a bound.',
      fr: 'Seule l’approbation d’une dérogation comporte un plafond.',
    });
  if (upTo.currency === currency && isMoney(upTo)) return undefined;
  return invalid(
    'bound-invalid',
    { en: 'Not an amount of the fund', fr: 'Pas un montant du fonds' },
    { en: `A bound is an amount in ${currency}.`, fr: `Un plafond est un montant en ${currency}.` },
    { field: 'body.upTo' },
  );
}

function refuseExpiry({ expires }: DecisionContent, decidedOn: LocalDate) {
  if (expires === undefined || expires >= decidedOn) return undefined;
  return invalid(
    'expires-before-decided',
    { en: 'It would have expired already', fr: 'Elle serait déjà échue' },
    {
      en: `It expires on ${expires}, before it was decided.`,
      fr: `Elle échoit le ${expires}, avant d’avoir été décidée.`,
    },
    { field: 'body.expires' },
  );
}

function onlyFor(field: string, detail: Localised) {
  return invalid(
    'not-part-of-this-decision',
    { en: 'Not part of this decision', fr: 'Hors de cette décision' },
    detail,
    { field: `body.${field}` },
  );
}

/** What keeps amounts from being approved: none at all, not a full proposal, or amounts out of order. */
export function refuseApproval(
  amounts: readonly ApprovedAmount[],
  { id, proposal, pot, already }: ProposalAtHand,
  charter: Charter,
  field = 'body.amounts',
) {
  if (proposal.stage !== 'full') {
    return refused(
      'not-a-full-proposal',
      {
        en: 'Only a full proposal is approved',
        fr: 'Seule une proposition complète est approuvée',
      },
      {
        en: `Proposal ${id} is a ${proposal.stage}; invite its full proposal first.`,
        fr: `La proposition ${id} en est à la note conceptuelle ; invitez d’abord sa proposition complète.`,
      },
    );
  }
  if (amounts.length === 0) {
    return refused(
      'amounts-missing',
      { en: 'An approval names amounts', fr: 'Une approbation nomme des montants' },
      {
        en: 'Say how much from which pot for which window.',
        fr: 'Dites combien, de quelle enveloppe, pour quel guichet.',
      },
      { field },
    );
  }
  return refuseAmounts(amounts, { charter, proposal, pot, already, field });
}
