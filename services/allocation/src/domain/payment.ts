import {
  inEach,
  type Language,
  type Rejection,
  type Slice,
  type Standing,
  standingVerdicts,
  type Verdict,
} from '@mdtf/domain';
import { blocking, evaluate, evaluateOwn } from '@mdtf/rules';
import type { MadeAllocation } from './allocation.ts';
import { allocated } from './chart-of-accounts.ts';
import type { KnownCharter } from './known/charter.ts';
import { secretariatCostVerdicts } from './secretariat-cost.ts';
import { refusePartner } from './standing.ts';

/** One payment of an allocation, and what was paid or promised of it before. */
export interface AskedPayment {
  readonly allocationId: string;
  readonly granted: MadeAllocation;
  readonly amountMinor: bigint;
  /** Of the same approved amount, before this payment. */
  readonly beforeMinor: bigint;
  readonly approvedMinor: bigint;
  /** Of the partner that is paid. */
  readonly standing: Standing;
}

/** What R14 says of a payment (decision, funds, approved amount, conditions), after it the fund's own rules, and what stands against the partner. */
export function paymentVerdicts(
  asked: AskedPayment,
  slice: Slice,
  charter: KnownCharter,
): readonly [Verdict, ...Verdict[]] {
  const { currency, rules } = charter;
  const { allocationId, granted, amountMinor, beforeMinor, approvedMinor, standing } = asked;
  const availableMinor = granted.pots.reduce((sum, { pot }) => sum + slice.balance(allocated(pot)), 0n);
  const conditions = granted.conditions.map(({ id, metOn }) => ({ id, met: metOn !== null }));
  const facts = {
    currency,
    decisionId: allocationId,
    amountMinor,
    availableMinor,
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
    evaluate('R14', 'tranche', { ...facts, transferredMinor: beforeMinor }, rules),
    ...(granted.secretariat ? secretariatCostVerdicts(charter, slice) : []),
    ...evaluateOwn('tranche', quantities, currency, rules),
    ...standingVerdicts([standing], 'tranche'),
  ];
}

/** The refusal of a payment to a partner that may not be paid, or that a rule blocks; names each condition not met. */
export function refusePayment(
  verdicts: readonly [Verdict, ...Verdict[]],
  { granted, standing }: AskedPayment,
): Rejection | undefined {
  const unfit = refusePartner(standing, { backDated: false });
  if (unfit !== undefined) return { ...unfit, verdicts };
  const stopping = verdicts.filter((verdict) => blocking([verdict]));
  if (stopping.length === 0) return undefined;
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
