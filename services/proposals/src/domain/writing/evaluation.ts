import type { FieldFault } from '@mdtf/domain';
import type { ProposalContent } from './content.ts';
import type { Costing } from './costing.ts';

/** What is wrong with a plan of evaluation: nothing happens before the project starts, or costs more than all of it. */
export function evaluationFaults(
  { evaluation = [], startDate }: ProposalContent,
  { evaluationMinor, budgetMinor, lines }: Costing,
): readonly FieldFault[] {
  const early = evaluation.flatMap(({ when }, at) =>
    startDate !== undefined && when < startDate
      ? [
          {
            field: `evaluation.${at}.when`,
            message: {
              en: `must not be before the start, ${startDate}`,
              fr: `ne doit pas précéder le début, le ${startDate}`,
            },
          },
        ]
      : [],
  );
  if (lines.length === 0 || evaluationMinor <= budgetMinor) return early;
  return [
    ...early,
    {
      field: 'evaluation',
      message: {
        en: 'must not cost more than the whole budget',
        fr: 'ne doit pas coûter plus que tout le budget',
      },
    },
  ];
}
