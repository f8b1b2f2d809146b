import type { FundRole } from '@mdtf/contracts';

/** Roles that could have things of their own, and so must be told to reach their own or the whole fund's. */
export const NARROW_ROLES = [
  'partner',
  'seat-holder',
  'alternate',
  'reviewer',
  'donor',
] as const satisfies readonly FundRole[];
export type NarrowRole = (typeof NARROW_ROLES)[number];

/** Routes that such roles use for the whole fund, and why that is meant. */
export interface FundWide {
  readonly because: string;
  readonly roles: readonly NarrowRole[];
  readonly routes: readonly string[];
}

/** Not named here, and the whole fund's by their access: what is public, published, or for any valid token. */
export const FUND_WIDE: readonly FundWide[] = [
  {
    because: 'Who has a role in the fund knows what its committee is asked and has decided',
    roles: NARROW_ROLES,
    routes: ['listAgendaItems', 'getAgendaItem', 'getMinutes', 'listNonObjections', 'getNonObjection'],
  },
  {
    because: 'What is asked for and what is offered is seen by all, so that they find each other',
    roles: NARROW_ROLES,
    routes: ['listAssistanceRequests', 'getAssistanceRequest', 'listOffers', 'getOffer'],
  },
  { because: 'A request shows its partner what would fit', roles: ['partner'], routes: ['listSuggestions'] },
  {
    because: 'A question is about the call or the fund, and nobody is told who asks',
    roles: NARROW_ROLES,
    routes: ['askAboutCall', 'checkHeadroom'],
  },
  {
    because:
      'The committee judges everything that is before it; a seat that is recused sees no reviews (R18)',
    roles: ['seat-holder', 'alternate'],
    routes: [
      'checkCharter',
      'listInterests',
      'getAgendaPack',
      'getStanding',
      'listDueDiligence',
      'listFlags',
      'listReviews',
      'getReview',
      'getRanking',
      'listProposalDocuments',
      'getProposalDocument',
      'downloadDocument',
      'askApplicant',
      'listProposalClarifications',
      'getDecisionReview',
    ],
  },
  {
    because: 'A seat tries what it will decide on; its alternate when it sits',
    roles: ['seat-holder'],
    routes: ['checkProposal', 'checkCall'],
  },
  {
    because: 'Committee and donors read whatever was submitted to the fund',
    roles: ['seat-holder', 'alternate', 'donor'],
    routes: ['getProposal', 'listProposals', 'listRevisions', 'compareRevisions', 'getSubmissionReceipt'],
  },
  {
    because: 'Where the money goes and what it is used for is seen by all but the competitors',
    roles: ['seat-holder', 'alternate', 'reviewer', 'donor'],
    routes: [
      'listMatches',
      'listMandates',
      'getMandate',
      'listTranches',
      'listBudgetMoves',
      'listRefunds',
      'listProgressReports',
      'listFinancialReports',
    ],
  },
];
