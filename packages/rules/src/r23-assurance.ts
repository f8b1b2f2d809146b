import type { Localised, SmallestChange } from '@mdtf/domain';
import type { PartnerRisk } from './r22-fund-practice.ts';
import { finding, type Rule } from './rule.ts';
import { deed } from './smallest-change.ts';
import { amountSet, inBoth } from './writing.ts';

/** A project and how it was looked into, minor units. */
export interface AssuranceFacts {
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly risk: PartnerRisk;
  readonly audited: boolean;
  readonly visits: number;
}

export interface AssuranceParameters {
  readonly auditAbove: string;
  readonly visitAbove: string;
  readonly visitsLowRisk: number;
  readonly visitsMediumRisk: number;
  readonly visitsHighRisk: number;
}

const visitsOf = (fallback: number, en: string, fr: string) =>
  ({ type: 'integer', minimum: 0, maximum: 100, default: fallback, label: { en, fr } }) as const;

/** R23: a project above 50,000 is audited, and visited the more the riskier its partner is. */
export const assurance: Rule<AssuranceFacts, AssuranceParameters> = {
  id: 'R23',
  version: 1,
  source: 'Harmonised Approach to Cash Transfers, practice of UNICEF',
  title: { en: 'Assurance by amount', fr: 'Contrôles selon le montant' },
  explanation: {
    en: 'A project above one amount is audited; above another it is visited so many times, by the partner’s risk. The amounts themselves do not count as above.',
    fr: 'Un projet au-delà d’un montant est audité ; au-delà d’un autre il est visité tant de fois, selon le risque du partenaire. Les montants eux-mêmes ne sont pas au-delà.',
  },
  places: { closure: 'warn', report: 'warn' },
  parameters: {
    auditAbove: {
      type: 'amount',
      maximum: '1000000000000',
      default: '50000',
      label: { en: 'Audited above', fr: 'Audité au-delà de' },
    },
    visitAbove: {
      type: 'amount',
      maximum: '1000000000000',
      default: '50000',
      label: { en: 'Visited above', fr: 'Visité au-delà de' },
    },
    visitsLowRisk: visitsOf(0, 'Visits at low risk', 'Visites, risque faible'),
    visitsMediumRisk: visitsOf(1, 'Visits at medium risk', 'Visites, risque moyen'),
    visitsHighRisk: visitsOf(2, 'Visits at high risk', 'Visites, risque élevé'),
  },
  quantities: {
    amountMinor: { type: 'money', label: { en: 'The project’s amount', fr: 'Montant du projet' } },
    risk: { type: 'text', label: { en: 'The partner’s risk', fr: 'Risque du partenaire' } },
    audited: { type: 'yes-no', label: { en: 'It was audited', fr: 'Il a été audité' } },
    visits: { type: 'number', label: { en: 'Visits made', fr: 'Visites faites' } },
  },
  evaluate({ currency, amountMinor, risk, audited, visits }, parameters) {
    const auditAbove = amountSet(parameters.auditAbove, currency);
    const visitAbove = amountSet(parameters.visitAbove, currency);
    const wanted = amountMinor > visitAbove ? visitsFor(risk, parameters) : 0;
    const auditWanted = amountMinor > auditAbove;
    const changes = [
      ...(auditWanted && !audited ? [AUDIT] : []),
      ...(visits < wanted ? [visit(wanted - visits)] : []),
    ];
    return finding({
      result: changes.length === 0 ? 'holds' : 'broken',
      numerator: `${visits}`,
      denominator: `${wanted}`,
      explanation: inBoth(currency, {
        en: (w) =>
          `The project is of ${w.money(amountMinor)}: ${auditWanted ? 'an audit is' : 'no audit is'} asked above ${w.money(auditAbove)}, ` +
          `${audited ? 'and one was made' : 'and none was made'}; ${wanted} visits are asked, ${visits} were made.`,
        fr: (w) =>
          `Le projet est de ${w.money(amountMinor)} : ${auditWanted ? 'un audit est' : 'aucun audit n’est'} demandé au-delà de ${w.money(auditAbove)}, ` +
          `${audited ? 'et il a eu lieu' : 'et aucun n’a eu lieu'} ; ${wanted} visite(s) demandée(s), ${visits} faite(s).`,
      }),
      changes,
    });
  },
};

const AMOUNT_STAYS: Localised = { en: 'The amount stays', fr: 'Le montant reste inchangé' };

const AUDIT = deed('audit', AMOUNT_STAYS, { en: 'Have it audited.', fr: 'Le faire auditer.' });

function visit(missing: number): SmallestChange {
  return deed('visits', AMOUNT_STAYS, {
    en: `Visit it ${missing} times more.`,
    fr: `Le visiter ${missing} fois de plus.`,
  });
}

function visitsFor(risk: PartnerRisk, parameters: AssuranceParameters): number {
  if (risk === 'low') return parameters.visitsLowRisk;
  return risk === 'medium' ? parameters.visitsMediumRisk : parameters.visitsHighRisk;
}
