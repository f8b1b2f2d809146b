import type { FieldFault, Verdict } from '@mdtf/domain';
import { costsOf } from '@mdtf/rules';
import { fault, required } from '../field-fault.ts';
import type { Surroundings } from './completeness.ts';
import type { ProposalContent } from './content.ts';
import type { Costing } from './costing.ts';
import type { KindPart } from './kinds.ts';

/** What is missing of budget and financing, or does not come together. */
export function moneyFaults(
  content: ProposalContent,
  { stage, costing, verdicts }: Surroundings,
  needs: ReadonlySet<KindPart>,
): FieldFault[] {
  const { lines, fundMinor, bankMinor } = costing;
  const faults: FieldFault[] = [];
  if (needs.has('budget') && lines.length === 0) faults.push(required('budget', BUDGET_LINES));
  if (stage === 'full') {
    if (lines.length > 0 && costsOf(lines).directMinor === 0n)
      faults.push(
        fault(
          'budget',
          'must have direct cost: an amount of more than zero on lines 1 to 7',
          'doit comporter des coûts directs : un montant supérieur à zéro aux lignes 1 à 7',
        ),
      );
    const categories = verdicts.find(({ rule, outcome }) => rule === 'R4' && outcome === 'block');
    if (categories !== undefined) faults.push(...budgetFaults(content, costing, categories));
  }
  if (needs.has('financing')) {
    if (fundMinor === null) faults.push(required('financing', ASKED_FROM_FUND));
    else if (fundMinor === 0n)
      faults.push(fault('financing.fund', 'must be more than zero', 'doit être supérieur à zéro'));
  }
  if (bankMinor !== null && fundMinor !== null && bankMinor > fundMinor)
    faults.push(
      fault(
        'financing.bankPart',
        'must not be more than what is asked from the fund',
        'ne doit pas dépasser ce qui est demandé au fonds',
      ),
    );
  return faults;
}

const BUDGET_LINES = { en: 'lines by the eight categories', fr: 'des lignes selon les huit catégories' };

const ASKED_FROM_FUND = { en: 'what is asked from the fund', fr: 'ce qui est demandé au fonds' };

/** Where a broken R4 is mended: lines astray, and a plan that does not come to the budget. */
function budgetFaults(
  { budget }: ProposalContent,
  { budgetMinor, planMinor }: Costing,
  { explanation }: Verdict,
): FieldFault[] {
  const astray = budget.flatMap(({ category }, at) =>
    category >= 1 && category <= 8
      ? []
      : [
          fault(
            `budget.${at}.category`,
            'must be one of the categories 1 to 8',
            'doit être l’une des catégories 1 à 8',
          ),
        ],
  );
  if (planMinor === null || planMinor === budgetMinor) return astray;
  return [
    ...astray,
    fault(
      'financing',
      `must add up to the budget. ${explanation.en}`,
      `doit totaliser le budget. ${explanation.fr}`,
    ),
  ];
}
