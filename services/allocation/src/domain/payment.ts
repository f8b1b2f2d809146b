import {
  type Instant,
  inEach,
  type Language,
  moneyOf,
  type Rejection,
  type Slice,
  type Standing,
  standingVerdicts,
  type Verdict,
  wordMoney,
} from '@mdtf/domain';
import { blocking, evaluate, evaluateOwn } from '@mdtf/rules';
import type { MadeAllocation } from './allocation.ts';
import { allocated } from './chart-of-accounts.ts';
import type { KnownCharter } from './known/charter.ts';
import type { Mandate } from './mandate.ts';
import { practiceVerdicts } from './payment-practice.ts';
import { proposalWaivers } from './proposal-waivers.ts';
import { secretariatCostVerdicts } from './secretariat-cost.ts';
import { refusePartner } from './standing.ts';

/** One payment of an allocation, and what was paid or promised of it before. */
export interface AskedPayment {
  readonly under: Mandate;
  readonly granted: MadeAllocation;
  /** When it is judged. */
  readonly at: Instant;
  readonly amountMinor: bigint;
  /** Of the same approved amount, before this payment. */
  readonly beforeMinor: bigint;
  readonly approvedMinor: bigint;
  /** Of a preparation advance: what was advanced before; null: it is none. */
  readonly advancedBeforeMinor: bigint | null;
  /** Paid on the project before, under whichever of its mandates, less refunds. */
  readonly projectMinor: bigint;
  /** Of the partner that is paid. */
  readonly standing: Standing;
}

/**
 * What R14 says of a payment (decision, funds, approved amount, conditions), after it R13 and the charter's practice
 * (R19, R21, R22) where they are asked, the fund's own rules, and what stands against the partner.
 */
export function paymentVerdicts(
  asked: AskedPayment,
  slice: Slice,
  charter: KnownCharter,
): readonly [Verdict, ...Verdict[]] {
  const { currency, rules } = charter;
  const { under, granted, amountMinor, beforeMinor, approvedMinor, standing, at } = asked;
  const { proposalId, proposalKind } = granted;
  const whole = { proposalId, proposalKind, amountMinor: approvedMinor };
  const waivers = proposalWaivers(whole, charter, slice, { time: at });
  const conditions = granted.conditions.map(({ id, metOn }) => ({ id, met: metOn !== null }));
  const facts = {
    currency,
    decisionId: under.allocationId,
    amountMinor,
    availableMinor: availableFor(granted, slice),
    approvedMinor,
    conditions,
  };
  const quantities = {
    payment: amountMinor,
    approvedBudget: approvedMinor,
    paidBefore: beforeMinor,
    openConditions: conditions.filter(({ met }) => !met).length,
  };
  return [
    evaluate('R14', 'tranche', { ...facts, transferredMinor: beforeMinor }, rules, waivers),
    ...(granted.secretariat ? secretariatCostVerdicts(charter, slice, waivers) : []),
    ...practiceVerdicts(asked, slice, charter, waivers),
    ...evaluateOwn('tranche', quantities, currency, rules, waivers),
    ...standingVerdicts([standing], 'tranche'),
  ];
}

/** The refusal of a payment to a partner that may not be paid, or that a rule blocks; names each condition not met. */
export function refusePayment(
  verdicts: readonly [Verdict, ...Verdict[]],
  asked: AskedPayment,
  slice: Slice,
): Rejection | undefined {
  const { granted, standing } = asked;
  const unfit = refusePartner(standing, { backDated: false });
  if (unfit !== undefined) return { ...unfit, verdicts };
  const stopping = verdicts.filter((verdict) => blocking([verdict]));
  if (stopping.length === 0) return refuseBeyondMeans(verdicts, asked, slice);
  const unmet = granted.conditions.filter(({ metOn }) => metOn === null);
  return {
    code: unmet.length === 0 ? 'payment-refused' : 'conditions-not-met',
    category: 'refused',
    title: { en: 'Payment refused', fr: 'Versement refusé' },
    detail: inEach((language) =>
      [...stopping.map(({ explanation }) => explanation[language]), ...unmetIn(unmet, language)].join(' '),
    ),
    verdicts,
  };
}

function availableFor({ pots }: MadeAllocation, slice: Slice): bigint {
  return pots.reduce((sum, { pot }) => sum + slice.balance(allocated(pot)), 0n);
}

// A charter may only warn of R14, or the committee waive it: money that is not there is not paid for all that.
function refuseBeyondMeans(
  verdicts: readonly Verdict[],
  { granted, amountMinor, approvedMinor, beforeMinor }: AskedPayment,
  slice: Slice,
): Rejection | undefined {
  const unpaidMinor = approvedMinor - beforeMinor;
  const heldMinor = availableFor(granted, slice);
  if (amountMinor <= unpaidMinor && amountMinor <= heldMinor) return undefined;
  const leftMinor = smaller(heldMinor, unpaidMinor);
  const asks = moneyOf(amountMinor, granted.currency);
  const left = moneyOf(leftMinor, granted.currency);
  return {
    code: 'exceeds-means',
    category: 'refused',
    title: { en: 'More than is held for it', fr: 'Plus que ce qui est détenu à cette fin' },
    detail: {
      en: `The payment is of ${wordMoney(asks, 'en')}, and ${wordMoney(left, 'en')} are left of what was approved and is held; no waiver makes it more. Ask for ${wordMoney(left, 'en')} at most.`,
      fr: `Le versement est de ${wordMoney(asks, 'fr')} et il reste ${wordMoney(left, 'fr')} de ce qui a été approuvé et est détenu ; aucune dérogation ne l’augmente. Demandez ${wordMoney(left, 'fr')} au plus.`,
    },
    verdicts,
  };
}

function smaller(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

function unmetIn(conditions: readonly MadeAllocation['conditions'][number][], language: Language): string[] {
  if (conditions.length === 0) return [];
  const words = {
    en: { due: 'due', unmet: 'Not met:' },
    fr: { due: 'échéance le', unmet: 'Non remplies :' },
  }[language];
  const named = conditions.map(
    ({ id, text, owner, due }) =>
      `${id} (${owner}${due === undefined ? '' : `, ${words.due} ${due}`})${language === 'fr' ? ' ' : ''}: ${text}`,
  );
  return [`${words.unmet} ${named.join(language === 'fr' ? ' ; ' : '; ')}.`];
}
