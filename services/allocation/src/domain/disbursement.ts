import {
  accept,
  type CommandHandler,
  type Context,
  fundNotKnown,
  ifNamed,
  type LocalDate,
  localDate,
  minorOf,
  type Needs,
  notFound,
  type Rejection,
  reject,
  type Slice,
} from '@mdtf/domain';
import { allocation, type MadeAllocation, made } from './allocation.ts';
import { allocated, withPartner } from './chart-of-accounts.ts';
import type { PotAmount, TrancheApproved, TrancheDisbursed } from './events.ts';
import { boundBy, CURRENT, type KnownCharter, knownCharter, needsOfVersion } from './known/charter.ts';
import { knownSpending } from './known/spending.ts';
import { type Mandate, mandate } from './mandate.ts';
import { type AskedPayment, paymentVerdicts, refusePayment } from './payment.ts';
import { pot } from './pot.ts';
import { splitByPot } from './pot-split.ts';
import { NOTHING_PAID, projectPayments } from './project-payments.ts';
import { needsOfWaivers } from './proposal-waivers.ts';
import { secretariatCost } from './secretariat-cost.ts';
import { needsOfStanding, partnerStanding } from './standing.ts';
import { FUND } from './totals.ts';
import { approved, disbursed, type Tranche, tranche, trancheDocument } from './tranche.ts';

// Commands

/** Approval of a payment by another person than who asked for it. */
export interface ApproveTranche {
  readonly mandateId: string;
  readonly trancheId: string;
}

/** The transfer of an approved payment to the partner. */
export interface DisburseTranche {
  readonly mandateId: string;
  readonly trancheId: string;
  readonly valueDate?: LocalDate | undefined;
  readonly reference: string;
}

// Rejections

const samePerson: Rejection = {
  code: 'same-person',
  category: 'forbidden',
  title: { en: 'Four eyes are needed', fr: 'Deux personnes sont nécessaires' },
  detail: {
    en: 'Who asks for a payment neither approves it nor makes it.',
    fr: 'Qui demande un versement ne l’approuve pas et ne l’exécute pas.',
  },
};

function wrongStatus(trancheId: string, status: Tranche['status']): Rejection {
  return {
    code: `tranche-${status}`,
    category: 'conflict',
    title: { en: `The tranche is ${status}`, fr: `La tranche est ${STATUS_IN_FRENCH[status]}` },
    detail:
      status === 'requested'
        ? {
            en: `Tranche ${trancheId} is not approved yet.`,
            fr: `La tranche ${trancheId} n’est pas encore approuvée.`,
          }
        : {
            en: `Tranche ${trancheId} is ${status} already.`,
            fr: `La tranche ${trancheId} est déjà ${STATUS_IN_FRENCH[status]}.`,
          },
  };
}

const STATUS_IN_FRENCH: { readonly [S in Tranche['status']]: string } = {
  requested: 'demandée',
  approved: 'approuvée',
  disbursed: 'versée',
};

// Decide

/** Approves a payment within the approved amount and the money held, once its conditions are met. */
export const approveTranche: CommandHandler<ApproveTranche, TrancheApproved, Tranche> = {
  needs: needsOf,
  decide({ mandateId, trancheId }, slice, context) {
    const known = load(mandateId, trancheId, 'requested', slice, context);
    if ('code' in known) return reject(known);
    const payment = paymentOf(known, known.under.approved, slice, context);
    const verdicts = paymentVerdicts(payment, slice, known.charter);
    const refused = context.backDated ? undefined : refusePayment(verdicts, payment, slice);
    if (refused !== undefined) return reject(refused);
    const { amount } = known.asked;
    const ofAdvance = known.asked.advance ? { advanceFor: known.under.proposalId } : {};
    const data = { mandateId, trancheId, amount, ...ofAdvance, approvedBy: context.actor.id, verdicts };
    return accept([{ type: 'TrancheApproved', data }], approved(known.asked, data));
  },
};

/** Records the transfer of an approved payment, drawn from the allocation's pots in proportion to what is left of each. */
export const disburseTranche: CommandHandler<DisburseTranche, TrancheDisbursed, Tranche> = {
  needs: needsOf,
  decide({ mandateId, trancheId, valueDate, reference }, slice, context) {
    const known = load(mandateId, trancheId, 'approved', slice, context);
    if ('code' in known) return reject(known);
    const { asked, under, granted, charter } = known;
    const payment = paymentOf(known, under.transferred, slice, context);
    const verdicts = paymentVerdicts(payment, slice, charter);
    const refused = context.backDated ? undefined : refusePayment(verdicts, payment, slice);
    if (refused !== undefined) return reject(refused);
    const data: TrancheDisbursed['data'] = {
      mandateId,
      trancheId,
      allocationId: under.allocationId,
      proposalId: under.proposalId,
      partner: under.partner,
      amount: asked.amount,
      parts: partsOf(granted, payment.amountMinor),
      valueDate: valueDate ?? localDate(context.time, charter.timeZone),
      reference,
      verdicts,
    };
    return accept([{ type: 'TrancheDisbursed', data }], disbursed(asked, data));
  },
};

interface Known {
  readonly charter: KnownCharter;
  readonly under: Mandate;
  readonly granted: MadeAllocation;
  readonly asked: Tranche;
}

function load(
  mandateId: string,
  trancheId: string,
  status: Tranche['status'],
  slice: Slice,
  { actor }: Context,
): Known | Rejection {
  const charter = slice.fact(knownCharter, CURRENT);
  if (charter === undefined) return fundNotKnown;
  const under = slice.get(mandate, mandateId);
  const granted = under && made(slice.get(allocation, under.allocationId));
  if (under === undefined || granted === undefined) return notFound('mandate', mandateId);
  const asked = slice.get(tranche, trancheDocument(mandateId, trancheId));
  if (asked === undefined) return notFound('tranche', trancheId);
  if (asked.status !== status) return wrongStatus(trancheId, asked.status);
  if (asked.requestedBy === actor.id) return samePerson;
  return { charter: boundBy(granted.charterVersion, charter, slice), under, granted, asked };
}

function paymentOf(
  { charter, under, granted, asked }: Known,
  beforeMinor: bigint,
  slice: Slice,
  context: Context,
): AskedPayment {
  const standing = partnerStanding(under.partner, 'payment', slice, charter, context);
  const amountMinor = minorOf(asked.amount);
  const approvedMinor = minorOf(under.amount);
  const paid = slice.get(projectPayments, under.proposalId) ?? NOTHING_PAID;
  // Once approved, an advance is among those of its project.
  const others = paid.advanced - (asked.status === 'approved' ? amountMinor : 0n);
  const advancedBeforeMinor = asked.advance ? others : null;
  const projectMinor = paid.transferred - paid.refunded;
  const amounts = { amountMinor, beforeMinor, approvedMinor, advancedBeforeMinor, projectMinor };
  return { under, granted, at: context.time, ...amounts, standing };
}

// By what is left of each pot, not by what was allocated: no rounding before can then overdraw one.
function partsOf({ pots, currency }: MadeAllocation, amountMinor: bigint): readonly PotAmount[] {
  const left = pots.map((part) => ({ pot: part.pot, hasMinor: part.allocated - part.transferred }));
  return splitByPot(amountMinor, left, currency);
}

function needsOf({ mandateId, trancheId }: ApproveTranche, slice: Slice | undefined): Needs {
  const facts = [{ kind: knownCharter.kind, id: CURRENT }];
  const own = [
    { kind: mandate.kind, id: mandateId },
    { kind: tranche.kind, id: trancheDocument(mandateId, trancheId) },
  ];
  const accounts = [withPartner(mandateId)];
  const under = slice?.get(mandate, mandateId);
  if (under === undefined) return { own, facts, accounts };
  const refs = [
    { kind: allocation.kind, id: under.allocationId },
    { kind: projectPayments.kind, id: under.proposalId },
  ];
  const pots = under.parts.map((part) => part.pot);
  const standing = needsOfStanding(under.partner);
  const granted = made(ifNamed(() => slice?.get(allocation, under.allocationId)));
  const ofSecretariat = granted?.secretariat ? [{ kind: secretariatCost.kind, id: FUND }] : [];
  return {
    own: [...own, ...refs, ...ofSecretariat, ...pots.map((id) => ({ kind: pot.kind, id }))],
    facts: [
      ...facts,
      ...needsOfVersion(granted?.charterVersion),
      ...standing.facts,
      ...(granted === undefined ? [] : needsOfWaivers(granted)),
      { kind: knownSpending.kind, id: under.proposalId },
    ],
    platform: standing.platform,
    accounts: [...accounts, ...pots.map(allocated)],
  };
}
