import type { LocalDate, Localised, SmallestChange } from '@mdtf/domain';
import { addMonths, divideDown, millionthsOf } from '@mdtf/domain';
import { finding, notApplicable, type Rule } from './rule.ts';
import { changeOfAmount, changeOfDate, deed } from './smallest-change.ts';
import { amountSet, amountText, inBoth } from './writing.ts';

const MILLION = 1_000_000n;

/** How risky it is to pay a partner. */
export type PartnerRisk = 'low' | 'medium' | 'high';

/** Seats counted against what is needed, in all or of a constituency. */
export interface Presence {
  readonly present: number;
  readonly needed: number;
}

/** What a fund's own numbers are asked about; each part is null or empty where the place has none. */
export interface PracticeFacts {
  readonly currency: string;
  readonly quorum:
    | (Presence & { readonly constituencies: readonly (Presence & { readonly id: string })[] })
    | null;
  readonly contributionMinor: bigint | null;
  /** One payment of an approved budget to a partner of a risk. */
  readonly payment: {
    /** Null: nobody has rated it; it then counts as high, until somebody does. */
    readonly risk: PartnerRisk | null;
    readonly amountMinor: bigint;
    readonly approvedMinor: bigint;
  } | null;
  /** The last audit, or where there was none the start of the work. */
  readonly audit: { readonly since: LocalDate; readonly today: LocalDate } | null;
}

export interface PracticeParameters {
  readonly minimumContribution: string;
  readonly paymentLowRisk: string;
  readonly paymentMediumRisk: string;
  readonly paymentHighRisk: string;
  readonly auditMonths: number;
}

const paymentShare = (fallback: string, en: string, fr: string) =>
  ({ type: 'percent', maximum: '100', default: fallback, label: { en, fr } }) as const;

/** R22: quorum, minimum contribution, payment split by partner risk and audit every so often, in the fund's own numbers. */
export const fundPractice: Rule<PracticeFacts, PracticeParameters> = {
  id: 'R22',
  version: 1,
  source: 'Reported practice; the numbers are the charter’s',
  title: { en: 'Quorum, contribution, payment and audit', fr: 'Quorum, contribution, paiement et audit' },
  explanation: {
    en: 'The committee is quorate in all and in each constituency; a contribution comes to at least a minimum; one payment is at most a share of the approved budget, by the partner’s risk; a partner is audited every so many months. Equality passes.',
    fr: 'Le comité atteint le quorum en tout et dans chaque collège ; une contribution atteint un minimum ; un paiement est au plus une part du budget approuvé, selon le risque du partenaire ; un partenaire est audité tous les tant de mois. L’égalité est admise.',
  },
  places: { decision: 'block', pledged: 'off', agreed: 'off', tranche: 'off', closure: 'off' },
  parameters: {
    minimumContribution: {
      type: 'amount',
      maximum: '1000000000000',
      default: '0',
      label: { en: 'Least contribution', fr: 'Contribution minimale' },
    },
    paymentLowRisk: paymentShare(
      '100',
      'Most of one payment, low risk',
      'Part maximale d’un paiement, risque faible',
    ),
    paymentMediumRisk: paymentShare(
      '80',
      'Most of one payment, medium risk',
      'Part maximale d’un paiement, risque moyen',
    ),
    paymentHighRisk: paymentShare(
      '50',
      'Most of one payment, high risk',
      'Part maximale d’un paiement, risque élevé',
    ),
    auditMonths: {
      type: 'integer',
      minimum: 1,
      maximum: 240,
      default: 24,
      label: { en: 'Most months between audits', fr: 'Nombre maximal de mois entre deux audits' },
    },
  },
  quantities: {
    quorum: { type: 'list', label: { en: 'Seats present and needed', fr: 'Sièges présents et requis' } },
    contributionMinor: { type: 'money', label: { en: 'The contribution', fr: 'Contribution' } },
    payment: {
      type: 'list',
      label: { en: 'The payment, the approved budget, the risk', fr: 'Paiement, budget approuvé, risque' },
    },
    audit: { type: 'list', label: { en: 'Last audit, and today', fr: 'Dernier audit, et aujourd’hui' } },
  },
  evaluate(facts, parameters) {
    const checks = [
      ...quorumChecks(facts),
      ...contributionChecks(facts, parameters),
      ...paymentChecks(facts, parameters),
      ...auditChecks(facts, parameters),
    ];
    const [first] = checks;
    if (first === undefined) return notApplicable(NOTHING);
    const broken = checks.filter(({ changes }) => changes.length > 0);
    return finding({
      result: broken.length === 0 ? 'holds' : 'broken',
      ...(broken[0] ?? first).numbers,
      explanation: {
        en: checks.map(({ explanation }) => explanation.en).join(' '),
        fr: checks.map(({ explanation }) => explanation.fr).join(' '),
      },
      changes: broken.flatMap(({ changes }) => changes),
    });
  },
};

const NOTHING = { en: 'There is nothing to count here.', fr: 'Il n’y a rien à compter ici.' };
const CHARTER_STAYS = { en: 'The charter stays', fr: 'La charte reste inchangée' };

/** One of the four, with its numbers; changes only where it is broken. */
interface Check {
  readonly numbers: {
    readonly numerator: string;
    readonly denominator?: string;
    readonly limit?: string;
    readonly headroomMinor?: bigint;
  };
  readonly explanation: Localised;
  readonly changes: readonly SmallestChange[];
}

function quorumChecks({ quorum }: PracticeFacts): Check[] {
  if (quorum === null) return [];
  const committee = { code: 'committee', en: 'the committee', fr: 'le comité' };
  return [
    presenceCheck(quorum, committee),
    ...quorum.constituencies.map((each) =>
      presenceCheck(each, { code: each.id, en: `constituency ${each.id}`, fr: `le collège ${each.id}` }),
    ),
  ];
}

function presenceCheck({ present, needed }: Presence, who: Localised & { readonly code: string }): Check {
  // Nobody is no quorum, whatever the charter needs: a committee of which all are recused does not decide.
  const least = who.code === 'committee' ? Math.max(1, needed) : needed;
  const missing = least - present;
  const change = deed(`seats-${who.code}`, CHARTER_STAYS, {
    en: `${missing} more present in ${who.en}, or defer the item.`,
    fr: `${missing} présent(s) de plus dans ${who.fr}, ou reporter le point.`,
  });
  return {
    numbers: { numerator: `${present}`, denominator: `${least}` },
    explanation: {
      en: `In ${who.en} ${present} are present, ${least} are needed.`,
      fr: `Dans ${who.fr}, ${present} sont présents, ${least} sont requis.`,
    },
    changes: missing > 0 ? [change] : [],
  };
}

function contributionChecks(
  { currency, contributionMinor }: PracticeFacts,
  { minimumContribution }: PracticeParameters,
): Check[] {
  if (contributionMinor === null) return [];
  const least = amountSet(minimumContribution, currency);
  const short = least - contributionMinor;
  const change = changeOfAmount({
    code: 'minimum-fixed',
    holds: CHARTER_STAYS,
    currency,
    by: short,
    to: least,
    en: (w) => `Raise the contribution by ${w.money(short)} to ${w.money(least)}.`,
    fr: (w) => `Augmenter la contribution de ${w.money(short)}, à ${w.money(least)}.`,
  });
  return [
    {
      numbers: {
        numerator: amountText(contributionMinor, currency),
        denominator: amountText(least, currency),
      },
      explanation: inBoth(currency, {
        en: (w) => `The contribution is ${w.money(contributionMinor)}; at least ${w.money(least)} are asked.`,
        fr: (w) =>
          `La contribution est de ${w.money(contributionMinor)} ; au moins ${w.money(least)} sont demandés.`,
      }),
      changes: short > 0n ? [change] : [],
    },
  ];
}

function paymentChecks({ currency, payment }: PracticeFacts, parameters: PracticeParameters): Check[] {
  if (payment === null) return [];
  const { amountMinor, approvedMinor } = payment;
  const risk = payment.risk ?? 'high';
  const isRated = payment.risk !== null;
  const most = divideDown(approvedMinor * millionthsOf(shareFor(risk, parameters)), MILLION);
  const over = amountMinor - most;
  const change = changeOfAmount({
    code: 'risk-fixed',
    holds: { en: 'The partner’s risk stays', fr: 'Le risque du partenaire reste inchangé' },
    currency,
    by: over,
    to: most,
    en: (w) => `Cut the payment by ${w.money(over)} to ${w.money(most)}.`,
    fr: (w) => `Réduire le paiement de ${w.money(over)}, à ${w.money(most)}.`,
  });
  return [
    {
      numbers: {
        numerator: amountText(amountMinor, currency),
        denominator: amountText(approvedMinor, currency),
        limit: amountText(most, currency),
        headroomMinor: -over,
      },
      explanation: inBoth(currency, {
        en: (w) =>
          `The payment is ${w.money(amountMinor)}; ${isRated ? '' : 'no due diligence that holds rates the partner, who counts as of high risk; '}at ${risk} risk at most ${w.money(most)} of ${w.money(approvedMinor)} are paid at once.`,
        fr: (w) =>
          `Le paiement est de ${w.money(amountMinor)} ; ${isRated ? '' : 'aucune diligence raisonnable en cours ne note le partenaire, qui compte comme à risque élevé ; '}au risque ${RISK_FR[risk]}, au plus ${w.money(most)} sur ${w.money(approvedMinor)} sont versés en une fois.`,
      }),
      changes: over > 0n ? (isRated ? [change] : [change, RATE]) : [],
    },
  ];
}

const RATE = deed(
  'rated',
  { en: 'The payment stays', fr: 'Le paiement reste inchangé' },
  {
    en: 'Have the partner’s risk rated by a due diligence.',
    fr: 'Faire noter le risque du partenaire par une diligence raisonnable.',
  },
);

const RISK_FR = { low: 'faible', medium: 'moyen', high: 'élevé' } as const;

function shareFor(risk: PartnerRisk, parameters: PracticeParameters): string {
  if (risk === 'low') return parameters.paymentLowRisk;
  return risk === 'medium' ? parameters.paymentMediumRisk : parameters.paymentHighRisk;
}

function auditChecks({ audit }: PracticeFacts, { auditMonths }: PracticeParameters): Check[] {
  if (audit === null) return [];
  const due = addMonths(audit.since, auditMonths);
  const action = { en: `An audit was due by ${due}.`, fr: `Un audit était dû au plus tard le ${due}.` };
  return [
    {
      numbers: { numerator: audit.today, denominator: due },
      explanation: {
        en: `The last audit, or the start, was on ${audit.since}; the next is due by ${due}.`,
        fr: `Le dernier audit, ou le début, date du ${audit.since} ; le suivant est dû au plus tard le ${due}.`,
      },
      changes: audit.today > due ? [changeOfDate('audit', CHARTER_STAYS, action, due)] : [],
    },
  ];
}
