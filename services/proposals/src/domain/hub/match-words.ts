import type { MatchSide } from './hub-events.ts';
import type { Match } from './match.ts';

/** Where a match stands, as French sentences say it after « est ». */
export const MATCH_STATUS_IN_FRENCH: { readonly [S in Match['status']]: string } = {
  proposed: 'proposé',
  agreed: 'convenu',
  declined: 'décliné',
  given: 'honoré',
  'not-given': 'non honoré',
};

/** The side of a match, with its article. */
export const SIDE_IN_FRENCH: { readonly [S in MatchSide]: string } = {
  demand: 'de la demande',
  offer: 'de l’offre',
};
