import type { ReviewStatus } from '@mdtf/rules';

/** Where a review stands, as French sentences say it after « est ». */
export const REVIEW_STATUS_IN_FRENCH: { readonly [S in ReviewStatus]: string } = {
  assigned: 'attribuée',
  accepted: 'acceptée',
  completed: 'terminée',
  reopened: 'rouverte',
  conflict: 'rendue pour conflit d’intérêts',
  ended: 'close par le secrétariat',
};
