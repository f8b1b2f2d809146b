import type { Localised, Rejection, RejectionCategory } from '@mdtf/domain';

/** The thing is not in a state in which this may be done. */
export function conflict(code: string, title: Localised, detail: Localised): Rejection {
  return { code, category: 'conflict', title, detail };
}

/** A rule of the fund says no. */
export function refused(
  code: string,
  title: Localised,
  detail: Localised,
  more: Partial<Pick<Rejection, 'field' | 'params' | 'verdicts' | 'errors'>> & {
    readonly category?: RejectionCategory;
  } = {},
): Rejection {
  return { code, category: 'refused', title, detail, ...more };
}
