import { proposalsRoutes } from '@mdtf/contracts';
import { contentOf, fileOf, offerOf, requestOf } from './contents.ts';
import { type Asking, asking, holding, type Question } from './question.ts';
import { params, type Things } from './things.ts';

const open = ({ open: proposalId }: Things) => ({ ...params, proposalId });
const draft = ({ draft: proposalId }: Things) => ({ ...params, proposalId });
const request = ({ request: requestId }: Things) => ({ ...params, requestId });
const match = (things: Things) => ({ ...request(things), matchId: things.match });
const document = ({ things, documentId }: Asking) => ({ ...open(things), documentId });
const offerer = ({ role, things }: Asking) => (role === 'donor' ? things.donor : things.agency);

/** Proposals as they are written, read and answered for, documents, assistance and offers. */
export const PROPOSAL_QUESTIONS: readonly Question[] = [
  asking(proposalsRoutes.draftProposal, ({ side }) => ({ params, body: { content: contentOf(side) } })),
  asking(proposalsRoutes.editDraft, ({ things, side }) => ({
    params: draft(things),
    body: { content: contentOf(side) },
    ifMatch: '"long-ago"',
  })),
  asking(proposalsRoutes.checkProposal, ({ things }) => ({ params: open(things), body: {} })),
  asking(proposalsRoutes.checkProposal, ({ things, side }) => ({
    params: open(things),
    body: { content: contentOf(side) },
  })),
  // The draft is not complete, which its owner is told.
  asking(proposalsRoutes.submitProposal, ({ things }) => ({
    params: draft(things),
    body: { stage: 'full' },
  })),
  asking(proposalsRoutes.submitProposal, ({ things, side }) => ({
    params: open(things),
    body: { stage: 'full', content: contentOf(side) },
  })),
  asking(proposalsRoutes.reviseProposal, ({ things, side }) => ({
    params: open(things),
    body: { content: contentOf(side) },
  })),
  asking(proposalsRoutes.listCoAuthors, ({ things }) => ({ params: draft(things) })),
  asking(proposalsRoutes.nameCoAuthor, ({ things }) => ({
    params: { ...draft(things), person: 'co-author' },
  })),
  asking(proposalsRoutes.removeCoAuthor, ({ things }) => ({
    params: { ...draft(things), person: 'co-author' },
  })),
  asking(proposalsRoutes.getProposal, ({ things }) => ({ params: open(things) })),
  asking(proposalsRoutes.getProposal, ({ things }) => ({ params: draft(things) }), { roles: ['partner'] }),
  asking(proposalsRoutes.listProposals, () => ({ params }), {
    holds: holding('proposalId', ({ things }) => things.open),
  }),
  asking(proposalsRoutes.listProposals, () => ({ params, query: { status: 'draft' } }), {
    holds: holding('proposalId', ({ things }) => things.draft),
    roles: ['partner'],
  }),
  asking(proposalsRoutes.listRevisions, ({ things }) => ({ params: open(things) })),
  asking(proposalsRoutes.compareRevisions, ({ things }) => ({
    params: open(things),
    query: { from: 1, to: 1 },
  })),
  asking(proposalsRoutes.getSubmissionReceipt, ({ things }) => ({
    params: { ...open(things), revision: 1 },
  })),
  asking(proposalsRoutes.withdrawProposal, ({ things }) => ({
    params: { ...params, proposalId: things.funded },
    body: { reason: 'Too late' },
  })),
  asking(proposalsRoutes.attachDocument, ({ things, side }) => ({
    params: open(things),
    query: { title: 'The same once more' },
    body: fileOf(side),
  })),
  asking(proposalsRoutes.listProposalDocuments, ({ things }) => ({ params: open(things) })),
  asking(proposalsRoutes.getProposalDocument, (asked) => ({ params: document(asked) })),
  asking(proposalsRoutes.downloadDocument, (asked) => ({ params: document(asked) })),
  asking(proposalsRoutes.removeDocument, (asked) => ({ params: document(asked), body: { reason: 'Old' } })),
  asking(proposalsRoutes.answerAsApplicant, ({ things }) => ({
    params: { ...open(things), clarificationId: things.question },
    body: { answer: 'Ten.' },
  })),
  asking(proposalsRoutes.listProposalClarifications, ({ things }) => ({ params: open(things) })),
  asking(proposalsRoutes.requestDecisionReview, ({ things }) => ({
    params: open(things),
    body: { grounds: 'Before any decision' },
  })),
  asking(proposalsRoutes.getDecisionReview, ({ things }) => ({
    params: { ...params, proposalId: things.rejected },
  })),
  // More than one page may ask for.
  asking(proposalsRoutes.fileAssistanceRequest, ({ side }) => ({
    params,
    body: requestOf(side, '900000.00'),
  })),
  asking(proposalsRoutes.checkAssistanceRequest, ({ side }) => ({
    params,
    body: requestOf(side, '900000.00'),
  })),
  asking(proposalsRoutes.convertAssistanceRequest, ({ things }) => ({
    params: request(things),
    body: { lead: 'nobody' },
  })),
  asking(proposalsRoutes.makeOffer, (asked) => ({ params, body: offerOf(offerer(asked)) })),
  asking(proposalsRoutes.withdrawOffer, (asked) => ({
    params: { ...params, offerId: `spare-of-${offerer(asked)}` },
    body: { reason: 'Given elsewhere' },
  })),
  asking(proposalsRoutes.listMatches, ({ things }) => ({ params: request(things) }), {
    holds: holding('matchId', ({ things }) => things.match),
  }),
  asking(proposalsRoutes.answerMatch, ({ things, role }) => ({
    params: match(things),
    body: { side: role === 'donor' ? 'offer' : 'demand', accepted: false },
  })),
  asking(proposalsRoutes.concludeMatch, ({ things }) => ({
    params: match(things),
    body: { given: true, result: 'They learnt.' },
  })),
];
