import type { FieldFault, Localised } from '@mdtf/domain';
import type { ReviewScheme } from '@mdtf/rules';

/** How the proposals of a call are reviewed: fixed when the call opens. */
export interface ReviewCriteria extends ReviewScheme {
  readonly criteria: readonly {
    readonly id: string;
    readonly title: Localised;
    readonly description?: Localised | undefined;
    readonly weight: number;
  }[];
  /** Whether people of organisations that apply under the call may review others of it. */
  readonly competitorsMayReview: boolean;
  /** Whether a review is refused after it was due; absent: a late one is taken, and told as late. */
  readonly refusesLateReviews?: boolean | undefined;
}

/** What is wrong with criteria that a call would open with, field by field. */
export function criteriaFaults({ scale, criteria }: ReviewCriteria): readonly FieldFault[] {
  const faults: FieldFault[] = [];
  if (scale.max <= scale.min)
    faults.push({
      field: 'body.criteria.scale.max',
      message: {
        en: `must be above the lowest, ${scale.min}`,
        fr: `doit être supérieur au minimum, ${scale.min}`,
      },
    });
  const seen = new Set<string>();
  for (const [at, { id }] of criteria.entries()) {
    if (seen.has(id))
      faults.push({
        field: `body.criteria.criteria.${at}.id`,
        message: { en: `is used twice: ${id}`, fr: `est employé deux fois : ${id}` },
      });
    seen.add(id);
  }
  return faults;
}
