import {
  type AnyCommandHandler,
  accessAggregate,
  type Context,
  type DomainEvent,
  knownOrganisation,
  type Model,
  organisationNames,
  organisationRecord,
  type StateRef,
} from '@mdtf/domain';
import { knownAllocated } from '@mdtf/rules';
import { type Call, call, closeStages, openCall } from './calls/call.ts';
import { extendCall } from './calls/extend-call.ts';
import {
  answerAboutCall,
  askAboutCall,
  callClarification,
  callQuestions,
} from './clarifications/call-clarification.ts';
import {
  answerAsApplicant,
  askApplicant,
  proposalClarification,
  proposalQuestions,
} from './clarifications/proposal-clarification.ts';
import { noteDecision } from './decision.ts';
import { attachDocument, removeDocument } from './documents/attach-document.ts';
import { dossier, proposalDocument } from './documents/document.ts';
import type { ProposalsEvent } from './events.ts';
import { decisionReview, requestDecisionReview } from './exclusion/decision-review.ts';
import { noteExclusion } from './exclusion/exclusion.ts';
import {
  facilityRevision,
  facilityStanding,
  noteEndorsement,
  submitFacilityRequest,
} from './facility/facility-request.ts';
import { noteFunded, noteNotFunded } from './funding.ts';
import { answerMatch, concludeMatch } from './hub/answer-match.ts';
import { conversions, convertRequest } from './hub/conversion.ts';
import { fileAssistanceRequest } from './hub/file-assistance-request.ts';
import { demand, match } from './hub/match.ts';
import { makeOffer, offer, withdrawOffer } from './hub/offer.ts';
import { proposeMatch } from './hub/propose-match.ts';
import { knownCharter } from './known/charter.ts';
import { knownItem } from './known/item.ts';
import { knownSeats } from './known/seats.ts';
import { proposal, revision } from './proposal.ts';
import { recommendation, recordRecommendation } from './recommendation.ts';
import { applicant } from './reviews/applicant.ts';
import { assignReviewers } from './reviews/assign.ts';
import { completeReview } from './reviews/complete.ts';
import { endReview, reopenReview } from './reviews/keep.ts';
import { panel } from './reviews/panel.ts';
import { review } from './reviews/review.ts';
import { extendReviews, reviewDeadline } from './reviews/review-deadline.ts';
import { reviewer } from './reviews/reviewer.ts';
import { signReviewStatement } from './reviews/sign.ts';
import { reviseProposal } from './revising.ts';
import { inviteProposal, screenProposal } from './screening.ts';
import { submitProposal } from './submission.ts';
import { recordWaiver, waivers } from './waivers.ts';
import { withdrawProposal } from './withdrawal.ts';
import { codeList, recordCodeList } from './writing/code-list.ts';

/** Every command of this service, by the name under which it is submitted. */
export const commands = {
  RecordRecommendation: recordRecommendation,
  SubmitFacilityRequest: submitFacilityRequest,
  NoteEndorsement: noteEndorsement,
  RecordCodeList: recordCodeList,
  OpenCall: openCall,
  ExtendCall: extendCall,
  AskAboutCall: askAboutCall,
  AnswerAboutCall: answerAboutCall,
  AskApplicant: askApplicant,
  AnswerAsApplicant: answerAsApplicant,
  NoteExclusion: noteExclusion,
  RequestDecisionReview: requestDecisionReview,
  AttachDocument: attachDocument,
  RemoveDocument: removeDocument,
  SubmitProposal: submitProposal,
  ReviseProposal: reviseProposal,
  ScreenProposal: screenProposal,
  InviteProposal: inviteProposal,
  WithdrawProposal: withdrawProposal,
  NoteDecision: noteDecision,
  NoteFunded: noteFunded,
  NoteNotFunded: noteNotFunded,
  RecordWaiver: recordWaiver,
  AssignReviewers: assignReviewers,
  SignReviewStatement: signReviewStatement,
  CompleteReview: completeReview,
  ReopenReview: reopenReview,
  EndReview: endReview,
  ExtendReviews: extendReviews,
  FileAssistanceRequest: fileAssistanceRequest,
  ConvertRequest: convertRequest,
  MakeOffer: makeOffer,
  WithdrawOffer: withdrawOffer,
  ProposeMatch: proposeMatch,
  AnswerMatch: answerMatch,
  ConcludeMatch: concludeMatch,
} as const satisfies { readonly [type: string]: AnyCommandHandler };

/** The proposals service's domain: the register, the facility request, calls, and proposals with their revisions. */
export const model: Model = {
  service: 'proposals',
  aggregates: [
    recommendation,
    facilityStanding,
    facilityRevision,
    call,
    proposal,
    revision,
    waivers,
    codeList,
    review,
    reviewDeadline,
    panel,
    reviewer,
    applicant,
    conversions,
    offer,
    match,
    demand,
    decisionReview,
    callClarification,
    callQuestions,
    proposalClarification,
    proposalQuestions,
    dossier,
    proposalDocument,
  ],
  facts: [
    knownCharter,
    knownAllocated,
    knownOrganisation,
    organisationNames,
    organisationRecord,
    accessAggregate,
    knownSeats,
    knownItem,
  ],
  commands,
  due,
  subject: (event: DomainEvent) => subjectOf(event as ProposalsEvent),
  visibility: ({ type }) =>
    RESTRICTED.has(type) ? 'restricted' : NOT_PUBLIC.has(type) ? 'parties' : 'public',
};

/** What a partner wrote is not for its competitors to read in the log; what became of it is for everyone. */
const NOT_PUBLIC: ReadonlySet<string> = new Set<ProposalsEvent['type']>([
  'ConceptNoteSubmitted',
  'FullProposalSubmitted',
  'ProposalScreened',
  'MatchProposed',
  'MatchAnswered',
  'ProposalQuestionAsked',
  'ProposalQuestionAnswered',
  'ProposalExcluded',
  'ProposalNotExcluded',
  'DecisionReviewRequested',
  'DocumentAttached',
  'DocumentRemoved',
]);

/** Who reviews what, how it was scored, and who asks about a call, is for those whom the routes show it. */
const RESTRICTED: ReadonlySet<string> = new Set<ProposalsEvent['type']>([
  'CallQuestionAsked',
  'ReviewerAssigned',
  'ReviewerStatementSigned',
  'ReviewCompleted',
  'ReviewReopened',
  'ReviewEnded',
  'ReviewsExtended',
]);

function due({ kind, id }: StateRef, state: unknown, { time }: Context): readonly DomainEvent[] {
  return kind === call.kind ? closeStages(id, state as Call, time) : [];
}

function subjectOf({ type, data }: ProposalsEvent): string {
  switch (type) {
    case 'RecommendationRecorded':
      return `recommendation/${data.recommendationId}`;
    case 'FacilityRequestSubmitted':
    case 'FacilityRequestEndorsed':
      return `facility-request/${data.stage}`;
    case 'CodeListRecorded':
      return `code-list/${data.list}`;
    case 'CallOpened':
    case 'CallExtended':
    case 'CallQuestionAsked':
    case 'CallQuestionAnswered':
    case 'CallStageClosed':
    case 'ReviewsExtended':
      return `call/${data.callId}`;
    case 'ConceptNoteSubmitted':
    case 'FullProposalSubmitted':
    case 'ProposalScreened':
    case 'ProposalInvited':
    case 'ProposalApproved':
    case 'ProposalReturned':
    case 'ProposalRejected':
    case 'ProposalDeferred':
    case 'ProposalWithdrawn':
    case 'ProposalFunded':
    case 'ProposalNotFunded':
    case 'WaiverRecorded':
    case 'ProposalQuestionAsked':
    case 'ProposalQuestionAnswered':
    case 'ProposalExcluded':
    case 'ProposalNotExcluded':
    case 'DecisionReviewRequested':
    case 'DocumentAttached':
    case 'DocumentRemoved':
      return `proposal/${data.proposalId}`;
    case 'ReviewerAssigned':
    case 'ReviewerStatementSigned':
    case 'ReviewCompleted':
    case 'ReviewReopened':
    case 'ReviewEnded':
      return `review/${data.proposalId}/${data.reviewId}`;
    case 'OfferMade':
    case 'OfferWithdrawn':
      return `offer/${data.offerId}`;
    case 'RequestConverted':
    case 'MatchProposed':
    case 'MatchAnswered':
    case 'MatchAgreed':
    case 'MatchConcluded':
      return `proposal/${data.requestId}`;
  }
}
