import type { LocalDate, Localised, SmallestChange } from '@mdtf/domain';
import { finding, type Rule } from './rule.ts';
import { changeOfAmount, changeOfDate, deed } from './smallest-change.ts';
import { amountSet, amountText, inBoth } from './writing.ts';

/** A project whose books are to be closed, minor units. */
export interface FinancialClosureFacts {
  readonly currency: string;
  readonly endDate: LocalDate;
  readonly today: LocalDate;
  /** Transfers less refunds less certified expenditure; below 0 where more was spent than received. */
  readonly unspentMinor: bigint;
  readonly statementCertified: boolean;
  readonly openFindings: number;
}

export interface FinancialClosureParameters {
  readonly keptAmount: string;
}

/** R10: books close on a certified final statement once what is unspent came back; up to 250 need not. */
export const financialClosure: Rule<FinancialClosureFacts, FinancialClosureParameters> = {
  id: 'R10',
  version: 1,
  source: 'UNDP, Programme and Operations Policies and Procedures',
  title: { en: 'Financial closure', fr: 'Clôture financière' },
  explanation: {
    en: 'A project’s books close after its end, on a certified final statement, with no finding open and with what is unspent refunded. A small remainder need not be refunded.',
    fr: 'Les comptes d’un projet sont clos après sa fin, sur un état final certifié, sans constatation en suspens et une fois le solde non dépensé remboursé. Un faible reliquat n’a pas à l’être.',
  },
  places: { closure: 'block' },
  parameters: {
    keptAmount: {
      type: 'amount',
      maximum: '100000',
      default: '250',
      label: { en: 'Most that need not be refunded', fr: 'Montant maximal non remboursable' },
    },
  },
  quantities: {
    endDate: { type: 'date', label: { en: 'End of the project', fr: 'Fin du projet' } },
    today: { type: 'date', label: { en: 'Today', fr: 'Aujourd’hui' } },
    unspentMinor: {
      type: 'money',
      label: {
        en: 'Transfers less refunds less expenditure',
        fr: 'Versements moins remboursements et dépenses',
      },
    },
    statementCertified: {
      type: 'yes-no',
      label: { en: 'The final statement is certified', fr: 'L’état final est certifié' },
    },
    openFindings: { type: 'number', label: { en: 'Findings still open', fr: 'Constatations en suspens' } },
  },
  evaluate(facts, { keptAmount }) {
    const { currency, unspentMinor, endDate, today, statementCertified, openFindings } = facts;
    const kept = amountSet(keptAmount, currency);
    const failures = [
      ...(today < endDate ? [notEnded(endDate)] : []),
      ...(statementCertified ? [] : [NOT_CERTIFIED]),
      ...(openFindings === 0 ? [] : [findingsOpen(openFindings)]),
      ...(unspentMinor <= kept ? [] : [refundDue(currency, unspentMinor, kept)]),
    ];
    const closing = inBoth(currency, {
      en: (w) =>
        `${w.money(unspentMinor)} are unspent, of which up to ${w.money(kept)} need not be refunded.`,
      fr: (w) =>
        `${w.money(unspentMinor)} ne sont pas dépensés, dont jusqu’à ${w.money(kept)} n’ont pas à être remboursés.`,
    });
    const sentences = [closing, ...failures.map(({ explanation }) => explanation)];
    return finding({
      result: failures.length === 0 ? 'holds' : 'broken',
      numerator: amountText(unspentMinor, currency),
      limit: amountText(kept, currency),
      headroomMinor: kept - unspentMinor,
      explanation: {
        en: sentences.map(({ en }) => en).join(' '),
        fr: sentences.map(({ fr }) => fr).join(' '),
      },
      changes: failures.map(({ change }) => change),
    });
  },
};

interface Failure {
  readonly explanation: Localised;
  readonly change: SmallestChange;
}

const BOOKS_STAY = { en: 'The books stay', fr: 'Les comptes restent inchangés' };

function notEnded(endDate: LocalDate): Failure {
  const explanation = { en: `It ends on ${endDate} only.`, fr: `Il ne prend fin que le ${endDate}.` };
  const action = { en: `Close on ${endDate} or later.`, fr: `Clore le ${endDate} ou plus tard.` };
  return { explanation, change: changeOfDate('end-fixed', BOOKS_STAY, action, endDate) };
}

const NOT_CERTIFIED: Failure = {
  explanation: { en: 'The final statement is not certified.', fr: 'L’état final n’est pas certifié.' },
  change: deed('certification', BOOKS_STAY, {
    en: 'Have the final statement certified.',
    fr: 'Faire certifier l’état final.',
  }),
};

function findingsOpen(open: number): Failure {
  const explanation = { en: `Findings still open: ${open}.`, fr: `Constatations en suspens : ${open}.` };
  const action = {
    en: `Settle the ${open} open findings.`,
    fr: `Régler les ${open} constatations en suspens.`,
  };
  return { explanation, change: deed('findings', BOOKS_STAY, action) };
}

function refundDue(currency: string, unspent: bigint, kept: bigint): Failure {
  const by = unspent - kept;
  return {
    explanation: inBoth(currency, {
      en: (w) => `${w.money(by)} more than that are unspent: a refund is due.`,
      fr: (w) => `${w.money(by)} au-delà ne sont pas dépensés : un remboursement est dû.`,
    }),
    change: changeOfAmount({
      code: 'expenditure-fixed',
      holds: { en: 'Transfers and expenditure stay', fr: 'Les versements et les dépenses restent inchangés' },
      currency,
      by,
      to: kept,
      en: (w) =>
        `Refund ${w.money(by)} at least, leaving ${w.money(kept)}; all of ${w.money(unspent)} may be refunded.`,
      fr: (w) =>
        `Rembourser au moins ${w.money(by)}, en laissant ${w.money(kept)} ; la totalité, ${w.money(unspent)}, peut l’être.`,
    }),
  };
}
