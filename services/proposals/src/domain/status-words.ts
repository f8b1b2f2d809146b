import type { ProposalStatus } from './proposal.ts';

/** Where a proposal stands, as French sentences say it after « est ». */
export const STATUS_IN_FRENCH: { readonly [S in ProposalStatus]: string } = {
  'concept-submitted': 'soumise comme note conceptuelle',
  'screened-eligible': 'jugée éligible',
  'screened-ineligible': 'jugée non éligible',
  invited: 'invitée à une proposition complète',
  submitted: 'soumise',
  returned: 'renvoyée pour révision',
  approved: 'approuvée',
  'revision-needed': 'approuvée sous réserve de révision',
  funded: 'financée',
  excluded: 'exclue',
  'not-funded': 'approuvée et non financée',
  rejected: 'rejetée',
  deferred: 'ajournée',
  withdrawn: 'retirée',
  converted: 'convertie en projet',
};
