import type { SmallestChange } from '@mdtf/domain';
import { decimalText, minorUnitDigits, moneyOf } from '@mdtf/domain';
import type { Rule } from './rule.ts';
import { inBoth, type Writing } from './writing.ts';

/** One payment to a partner, minor units. */
export interface PaymentFacts {
  readonly currency: string;
  /** The committee's decision it rests on; null: none. */
  readonly decisionId: string | null;
  readonly amountMinor: bigint;
  /** Held for this purpose now. */
  readonly availableMinor: bigint;
  /** The approved budget. */
  readonly approvedMinor: bigint;
  /** Paid on it before, less refunds. */
  readonly transferredMinor: bigint;
  readonly conditions: readonly { readonly id: string; readonly met: boolean }[];
}

/** R14: a payment rests on a committee decision, lies within available funds and the approved budget, and follows its conditions. */
export const payment: Rule<PaymentFacts, Record<never, never>> = {
  id: 'R14',
  version: 1,
  source: 'Standard memorandum of understanding',
  title: { en: 'Payment', fr: 'Paiement' },
  explanation: {
    en: 'A payment rests on a decision of the committee, within available funds, within the approved budget, and after its conditions are met.',
    fr: 'Un paiement repose sur une décision du comité, dans la limite des fonds disponibles et du budget approuvé, une fois ses conditions remplies.',
  },
  places: { tranche: 'block' },
  parameters: {},
  quantities: {
    decisionId: { type: 'text', label: { en: 'The committee’s decision', fr: 'Décision du comité' } },
    amountMinor: { type: 'money', label: { en: 'The payment', fr: 'Paiement' } },
    availableMinor: {
      type: 'money',
      label: { en: 'Held for this purpose', fr: 'Fonds disponibles à cette fin' },
    },
    approvedMinor: { type: 'money', label: { en: 'The approved budget', fr: 'Budget approuvé' } },
    transferredMinor: {
      type: 'money',
      label: { en: 'Paid on it before, less refunds', fr: 'Déjà versé, déduction faite des remboursements' },
    },
    conditions: {
      type: 'list',
      label: {
        en: 'The decision’s conditions, met or not',
        fr: 'Conditions de la décision, remplies ou non',
      },
    },
  },
  evaluate(facts) {
    const { currency, amountMinor, approvedMinor } = facts;
    const limit = limitOf(facts);
    const failures = [
      noDecision(facts),
      overFunds(facts),
      overBudget(facts),
      ...unmetConditions(facts),
    ].filter((failure) => failure !== undefined);
    const holds = failures.length === 0;
    const text = (minor: bigint) => decimalText(minor, minorUnitDigits(currency));
    const holding = inBoth(currency, { en: (w) => within(facts, w), fr: (w) => dansLesLimites(facts, w) });
    return {
      result: holds ? 'holds' : 'broken',
      numerator: text(amountMinor),
      denominator: text(approvedMinor),
      limit: text(limit),
      percent: null,
      percentLimit: null,
      headroomMinor: limit - amountMinor,
      explanation: holds
        ? holding
        : {
            en: failures.map((failure) => failure.explanation.en).join(' '),
            fr: failures.map((failure) => failure.explanation.fr).join(' '),
          },
      changes: failures.flatMap((failure) => failure.changes),
    };
  },
};

interface Failure {
  readonly explanation: { readonly en: string; readonly fr: string };
  readonly changes: readonly SmallestChange[];
}

const PAYMENT_STAYS = { en: 'The payment stays', fr: 'Le paiement reste inchangé' };

function limitOf({ approvedMinor, transferredMinor, availableMinor }: PaymentFacts): bigint {
  const left = approvedMinor - transferredMinor;
  const most = left < availableMinor ? left : availableMinor;
  return most < 0n ? 0n : most;
}

function within(
  { decisionId, amountMinor, availableMinor, approvedMinor, transferredMinor }: PaymentFacts,
  w: Writing,
) {
  return (
    `The payment of ${w.money(amountMinor)} rests on decision ${decisionId}; ${w.money(availableMinor)} are available, ` +
    `${w.money(approvedMinor - transferredMinor)} of the approved ${w.money(approvedMinor)} are not yet paid, and no condition is open.`
  );
}

function dansLesLimites(facts: PaymentFacts, w: Writing) {
  const { decisionId, amountMinor, availableMinor, approvedMinor, transferredMinor } = facts;
  return (
    `Le paiement de ${w.money(amountMinor)} repose sur la décision ${decisionId} ; ${w.money(availableMinor)} sont disponibles, ` +
    `${w.money(approvedMinor - transferredMinor)} sur ${w.money(approvedMinor)} approuvés restent à verser, et aucune condition n’est en suspens.`
  );
}

function noDecision({ decisionId }: PaymentFacts): Failure | undefined {
  if (decisionId !== null) return undefined;
  const action = { en: 'Obtain a decision of the committee.', fr: 'Obtenir une décision du comité.' };
  return {
    explanation: {
      en: 'No decision of the committee supports this payment.',
      fr: 'Aucune décision du comité ne fonde ce paiement.',
    },
    changes: [{ code: 'decision', holds: PAYMENT_STAYS, action, by: null, to: null, toDate: null }],
  };
}

function overFunds({ currency, amountMinor, availableMinor }: PaymentFacts): Failure | undefined {
  if (amountMinor <= availableMinor) return undefined;
  const over = amountMinor - availableMinor;
  return {
    explanation: inBoth(currency, {
      en: (w) =>
        `${w.money(amountMinor)} are asked, but ${w.money(availableMinor)} are available: ${w.money(over)} too much.`,
      fr: (w) =>
        `${w.money(amountMinor)} sont demandés, mais ${w.money(availableMinor)} sont disponibles : ${w.money(over)} de trop.`,
    }),
    changes: [
      ...cutTo(currency, 'available-fixed', availableMinor, over, {
        en: 'The available funds stay',
        fr: 'Les fonds disponibles restent inchangés',
      }),
      {
        code: 'more-available',
        holds: PAYMENT_STAYS,
        action: inBoth(currency, {
          en: (w) => `Wait until ${w.money(over)} more are available.`,
          fr: (w) => `Attendre que ${w.money(over)} de plus soient disponibles.`,
        }),
        by: moneyOf(over, currency),
        to: moneyOf(amountMinor, currency),
        toDate: null,
      },
    ],
  };
}

function overBudget(facts: PaymentFacts): Failure | undefined {
  const { currency, amountMinor, approvedMinor, transferredMinor } = facts;
  const left = approvedMinor - transferredMinor;
  if (amountMinor <= left) return undefined;
  const over = amountMinor - left;
  return {
    explanation: inBoth(currency, {
      en: (w) =>
        `With ${w.money(transferredMinor)} paid before, ${w.money(amountMinor)} would go beyond the approved budget of ${w.money(approvedMinor)} by ${w.money(over)}.`,
      fr: (w) =>
        `Avec ${w.money(transferredMinor)} déjà versés, ${w.money(amountMinor)} dépasseraient de ${w.money(over)} le budget approuvé de ${w.money(approvedMinor)}.`,
    }),
    changes: [
      ...cutTo(currency, 'approved-fixed', left, over, {
        en: 'The approved budget stays',
        fr: 'Le budget approuvé reste inchangé',
      }),
      {
        code: 'more-approved',
        holds: PAYMENT_STAYS,
        action: inBoth(currency, {
          en: (w) =>
            `Have the committee approve ${w.money(over)} more, ${w.money(approvedMinor + over)} in all.`,
          fr: (w) =>
            `Faire approuver par le comité ${w.money(over)} de plus, soit ${w.money(approvedMinor + over)} au total.`,
        }),
        by: moneyOf(over, currency),
        to: moneyOf(approvedMinor + over, currency),
        toDate: null,
      },
    ],
  };
}

function unmetConditions({ conditions }: PaymentFacts): Failure[] {
  return conditions
    .filter((condition) => !condition.met)
    .map(({ id }) => ({
      explanation: { en: `Condition ${id} is not met.`, fr: `La condition ${id} n’est pas remplie.` },
      changes: [
        {
          code: `condition-${id}`,
          holds: PAYMENT_STAYS,
          action: {
            en: `Record how condition ${id} was met, with evidence.`,
            fr: `Consigner comment la condition ${id} a été remplie, avec justificatif.`,
          },
          by: null,
          to: null,
          toDate: null,
        },
      ],
    }));
}

/** A cut that leaves nothing is no payment, so it is not offered. */
function cutTo(
  currency: string,
  code: string,
  to: bigint,
  by: bigint,
  holds: SmallestChange['holds'],
): SmallestChange[] {
  if (to <= 0n) return [];
  const action = inBoth(currency, {
    en: (w) => `Cut the payment by ${w.money(by)} to ${w.money(to)}.`,
    fr: (w) => `Réduire le paiement de ${w.money(by)}, à ${w.money(to)}.`,
  });
  return [{ code, holds, action, by: moneyOf(by, currency), to: moneyOf(to, currency), toDate: null }];
}
