/** The kinds of proposal, which a waiver may be for. */
export const PROPOSAL_KINDS = [
  'project',
  'assistance-request',
  'private-sector',
  'non-governmental',
  'marketplace',
  'secretariat-budget',
] as const;

/** What kind of request a proposal is; a secretariat's budget stands outside windows and calls. */
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];
