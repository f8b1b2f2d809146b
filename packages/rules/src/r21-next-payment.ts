import { divideUp, millionthsOf, percentHalfUp } from '@mdtf/domain';
import { finding, notApplicable, type Rule } from './rule.ts';
import { changeOfAmount } from './smallest-change.ts';
import { amountText, inBoth } from './writing.ts';

const MILLION = 1_000_000n;

/** What became of the payments before, minor units. */
export interface NextPaymentFacts {
  readonly currency: string;
  /** Paid before, less refunds; 0: this is the first payment. */
  readonly paidMinor: bigint;
  readonly spentMinor: bigint;
  /** Committed and not spent yet. */
  readonly committedMinor: bigint;
}

export interface NextPaymentParameters {
  readonly deliveredPercent: string;
  readonly counted: 'spent' | 'spent-or-committed';
}

/** R21: the next payment follows once most of the last was spent or committed. */
export const nextPayment: Rule<NextPaymentFacts, NextPaymentParameters> = {
  id: 'R21',
  version: 1,
  source: 'Reported practice of pooled funds',
  title: {
    en: 'Next payment after delivery of the last',
    fr: 'Paiement suivant après exécution du précédent',
  },
  explanation: {
    en: 'The next payment is made once a percentage of what was paid before is spent, or spent or committed, as the charter says. Equality passes; the first payment is free.',
    fr: 'Le paiement suivant est fait dès qu’un pourcentage de ce qui a été versé est dépensé, ou dépensé ou engagé, selon la charte. L’égalité est admise ; le premier paiement est libre.',
  },
  places: { tranche: 'off' },
  parameters: {
    deliveredPercent: {
      type: 'percent',
      maximum: '100',
      default: '70',
      label: {
        en: 'Least delivered, percent of what was paid',
        fr: 'Exécution minimale, en pourcentage des versements',
      },
    },
    counted: {
      type: 'choice',
      options: {
        spent: { en: 'spent', fr: 'dépensé' },
        'spent-or-committed': { en: 'spent or committed', fr: 'dépensé ou engagé' },
      },
      default: 'spent-or-committed',
      label: { en: 'What counts as delivered', fr: 'Ce qui compte comme exécuté' },
    },
  },
  quantities: {
    paidMinor: {
      type: 'money',
      label: { en: 'Paid before, less refunds', fr: 'Versé, moins les remboursements' },
    },
    spentMinor: { type: 'money', label: { en: 'Spent of it', fr: 'Dépensé' } },
    committedMinor: {
      type: 'money',
      label: { en: 'Committed of it and not spent', fr: 'Engagé et non dépensé' },
    },
  },
  evaluate({ currency, paidMinor, spentMinor, committedMinor }, { deliveredPercent, counted }) {
    if (paidMinor <= 0n) return notApplicable(FIRST_PAYMENT);
    const rate = millionthsOf(deliveredPercent);
    const delivered = spentMinor + (counted === 'spent' ? 0n : committedMinor);
    const least = divideUp(paidMinor * rate, MILLION);
    const short = least - delivered;
    const tooLittle = short > 0n;
    const share = percentHalfUp(delivered, paidMinor, 2) ?? '';
    const asked = percentHalfUp(rate, MILLION, 2) ?? '';
    const [word, mot] =
      counted === 'spent' ? ['spent', 'dépensés'] : ['spent or committed', 'dépensés ou engagés'];
    return finding({
      result: tooLittle ? 'broken' : 'holds',
      numerator: amountText(delivered, currency),
      denominator: amountText(paidMinor, currency),
      percent: share,
      percentLimit: asked,
      explanation: inBoth(currency, {
        en: (w) =>
          `Of ${w.money(paidMinor)} paid, ${w.money(delivered)} are ${word} (${w.percent(share)}); at least ${w.percent(asked)}, ${w.money(least)}, come before the next payment.`,
        fr: (w) =>
          `Sur ${w.money(paidMinor)} versés, ${w.money(delivered)} sont ${mot} (${w.percent(share)}) ; au moins ${w.percent(asked)}, soit ${w.money(least)}, précèdent le paiement suivant.`,
      }),
      changes: tooLittle
        ? [
            changeOfAmount({
              code: 'paid-fixed',
              holds: { en: 'What was paid stays', fr: 'Les versements restent inchangés' },
              currency,
              by: short,
              to: least,
              en: (w) => `Wait until ${w.money(short)} more are ${word}, ${w.money(least)} in all.`,
              fr: (w) => `Attendre que ${w.money(short)} de plus soient ${mot}, soit ${w.money(least)}.`,
            }),
          ]
        : [],
    });
  },
};

const FIRST_PAYMENT = { en: 'Nothing was paid before.', fr: 'Rien n’a encore été versé.' };
