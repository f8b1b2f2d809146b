import type { SmallestChange } from '@mdtf/domain';
import { percentHalfUp } from '@mdtf/domain';
import { finding, type Rule } from './rule.ts';
import { apart, changeOfAmount } from './smallest-change.ts';
import { amountText, inBoth } from './writing.ts';

/** What went to partners, came back and was spent, minor units. */
export interface DeliveryFacts {
  readonly currency: string;
  readonly transferredMinor: bigint;
  readonly refundedMinor: bigint;
  readonly expenditureMinor: bigint;
  /** What a statement says was net funded; null: it is derived here. */
  readonly statedNetMinor: bigint | null;
}

/** Net funded and the delivery rate, two decimals half-up; null where nothing is net funded. */
export function deliveryOf(facts: Omit<DeliveryFacts, 'currency' | 'statedNetMinor'>) {
  const netMinor = facts.transferredMinor - facts.refundedMinor;
  return { netMinor, percent: percentHalfUp(facts.expenditureMinor, netMinor, 2) };
}

/** R20: net funded is transfers less refunds, delivery is expenditure of net funded; more spent than that is shown, never hidden. */
export const definitions: Rule<DeliveryFacts, Record<never, never>> = {
  id: 'R20',
  version: 1,
  source: 'UN-REDD, annual report 2021',
  title: { en: 'Net funded and delivery', fr: 'Financement net et exécution' },
  explanation: {
    en: 'Net funded is transfers less refunds; the delivery rate is expenditure divided by net funded. A stated figure that differs, and spending beyond net funded, are shown. Agreed is not deposited.',
    fr: 'Le financement net est la différence entre versements et remboursements ; le taux d’exécution est la dépense rapportée au financement net. Un chiffre indiqué qui diffère et une dépense supérieure sont signalés. Convenu n’est pas déposé.',
  },
  places: { report: 'warn', closure: 'warn' },
  parameters: {},
  quantities: {
    transferredMinor: { type: 'money', label: { en: 'Transfers', fr: 'Versements' } },
    refundedMinor: { type: 'money', label: { en: 'Refunds', fr: 'Remboursements' } },
    expenditureMinor: { type: 'money', label: { en: 'Expenditure', fr: 'Dépenses' } },
    statedNetMinor: { type: 'money', label: { en: 'Net funded as stated', fr: 'Financement net indiqué' } },
  },
  evaluate(facts) {
    const { currency, transferredMinor, refundedMinor, expenditureMinor } = facts;
    const { netMinor, percent } = deliveryOf(facts);
    const stated = facts.statedNetMinor ?? netMinor;
    const agrees = stated === netMinor;
    const over = expenditureMinor - netMinor;
    const tooMuch = over > 0n;
    return finding({
      result: tooMuch || !agrees ? 'broken' : 'holds',
      numerator: amountText(expenditureMinor, currency),
      denominator: amountText(netMinor, currency),
      limit: amountText(netMinor, currency),
      percent,
      headroomMinor: -over,
      explanation: inBoth(currency, {
        en: (w) =>
          `Transfers of ${w.money(transferredMinor)} less refunds of ${w.money(refundedMinor)} are ${w.money(netMinor)} net; ` +
          `${w.money(expenditureMinor)} are spent${percent === null ? '' : ` (${w.percent(percent)})`}` +
          `${tooMuch ? `, ${w.money(over)} more than net funded` : ''}.` +
          `${agrees ? '' : ` The statement says ${w.money(stated)} net.`}`,
        fr: (w) =>
          `Des versements de ${w.money(transferredMinor)} moins des remboursements de ${w.money(refundedMinor)} font ${w.money(netMinor)} net ; ` +
          `${w.money(expenditureMinor)} sont dépensés${percent === null ? '' : ` (${w.percent(percent)})`}` +
          `${tooMuch ? `, soit ${w.money(over)} de plus que le financement net` : ''}.` +
          `${agrees ? '' : ` L’état indique ${w.money(stated)} net.`}`,
      }),
      changes: [
        ...(tooMuch ? [spentToo(currency, over, expenditureMinor - over)] : []),
        ...(agrees ? [] : [restate(currency, stated, netMinor)]),
      ],
    });
  },
};

function spentToo(currency: string, by: bigint, to: bigint): SmallestChange {
  return changeOfAmount({
    code: 'transfers-fixed',
    holds: { en: 'Transfers and refunds stay', fr: 'Les versements et remboursements restent inchangés' },
    currency,
    by,
    to,
    en: (w) => `Expenditure would be ${w.money(by)} less, ${w.money(to)}, if it came from the fund alone.`,
    fr: (w) =>
      `La dépense serait inférieure de ${w.money(by)}, soit ${w.money(to)}, si elle venait du fonds seul.`,
  });
}

function restate(currency: string, stated: bigint, net: bigint): SmallestChange {
  const by = apart(stated, net);
  return changeOfAmount({
    code: 'rows-fixed',
    holds: { en: 'The rows stay', fr: 'Les lignes restent inchangées' },
    currency,
    by,
    to: net,
    en: (w) => `State ${w.money(net)} net instead of ${w.money(stated)}.`,
    fr: (w) => `Indiquer ${w.money(net)} net au lieu de ${w.money(stated)}.`,
  });
}
