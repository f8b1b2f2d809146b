import {
  accessAggregate,
  type Context,
  type DomainEvent,
  type Model,
  organisationNames,
  organisationRecord,
  type StateRef,
} from '@mdtf/domain';
import { knownAllocated } from '@mdtf/rules';
import { addAgendaItem } from './add-agenda-item.ts';
import { agendaItemAggregate } from './agenda-item.ts';
import { approveMinutes } from './approve-minutes.ts';
import { markCarriedOut, markNotCarriedOut } from './carry-out.ts';
import { castVote } from './cast-vote.ts';
import { adoptCharter, adoptionAggregate, charterAggregate } from './charter.ts';
import { decideInSession } from './decide-in-session.ts';
import { decisionAggregate } from './decision.ts';
import { reservationAggregate } from './decision-reservation.ts';
import { declareInterest } from './declare-interest.ts';
import { establishFund } from './establish-fund.ts';
import type { CommitteeEvent } from './events.ts';
import { fillAgenda } from './fill-agenda.ts';
import { fundAggregate } from './fund.ts';
import { fundListingAggregate, listFund } from './fund-listing.ts';
import { grantedWaivers } from './granted-waivers.ts';
import { knownCall } from './known/call.ts';
import { knownClarification } from './known/clarification.ts';
import { knownFacilityRequest } from './known/facility-request.ts';
import { knownGiven } from './known/given.ts';
import { knownPot } from './known/pot.ts';
import { knownProposal } from './known/proposal.ts';
import { knownRequest } from './known/request.ts';
import { knownReviewDocket } from './known/review-docket.ts';
import { knownReviews } from './known/reviews.ts';
import { knownScreening } from './known/screening.ts';
import { correctionsAggregate } from './organisations/correction.ts';
import {
  confirmDueDiligence,
  dueDiligenceAggregate,
  recordDueDiligence,
} from './organisations/due-diligence.ts';
import { flagAggregate, flagOrganisation, liftFlag } from './organisations/flag.ts';
import { identifierAggregate } from './organisations/identifiers.ts';
import {
  correctOrganisation,
  organisationAggregate,
  registerOrganisation,
} from './organisations/organisation.ts';
import { prepareSplit } from './prepare-split.ts';
import { recordPaperDecision } from './record-paper-decision.ts';
import { grantAggregate } from './roles/grant.ts';
import { approveGrant, requestGrant, revokeGrant } from './roles/grant-commands.ts';
import { rereadingRoles } from './roles/reread-roles.ts';
import { roleHoldersAggregate } from './roles/role-holders.ts';
import { seatMember, seatsAggregate } from './seats.ts';
import { conveneSession, recordAttendance, sessionAggregate, sessionNumberAggregate } from './session.ts';
import { sessionCalendarAggregate } from './session-calendar.ts';
import { answerNotice } from './silence/answer-notice.ts';
import { closeWithdrawn } from './silence/close-withdrawn.ts';
import { endOfTerm } from './silence/end-of-term.ts';
import { type NonObjection, nonObjectionAggregate } from './silence/non-objection.ts';
import { openNonObjection } from './silence/open-non-objection.ts';
import { proposedSplitAggregate, proposeSplit } from './silence/proposed-split.ts';
import { closeNonObjection, recuseFromNonObjection } from './silence/recuse-from-non-objection.ts';
import { recordNotices, recordOutage } from './silence/term-of-silence.ts';
import { subjectAggregate, subjectId } from './subject.ts';

/** The committee's whole domain. */
export const committeeModel: Model = {
  service: 'committee',
  aggregates: [
    fundAggregate,
    fundListingAggregate,
    charterAggregate,
    adoptionAggregate,
    organisationAggregate,
    organisationNames,
    identifierAggregate,
    correctionsAggregate,
    organisationRecord,
    dueDiligenceAggregate,
    flagAggregate,
    grantAggregate,
    accessAggregate,
    roleHoldersAggregate,
    seatsAggregate,
    sessionAggregate,
    sessionNumberAggregate,
    agendaItemAggregate,
    subjectAggregate,
    decisionAggregate,
    nonObjectionAggregate,
    proposedSplitAggregate,
    reservationAggregate,
    sessionCalendarAggregate,
    grantedWaivers,
  ],
  facts: [
    knownProposal,
    knownScreening,
    knownReviewDocket,
    knownCall,
    knownFacilityRequest,
    knownAllocated,
    knownGiven,
    knownPot,
    knownRequest,
    knownReviews,
    knownClarification,
  ],
  commands: rereadingRoles({
    EstablishFund: establishFund,
    ListFund: listFund,
    AdoptCharter: adoptCharter,
    RegisterOrganisation: registerOrganisation,
    CorrectOrganisation: correctOrganisation,
    RecordDueDiligence: recordDueDiligence,
    ConfirmDueDiligence: confirmDueDiligence,
    FlagOrganisation: flagOrganisation,
    LiftFlag: liftFlag,
    RequestGrant: requestGrant,
    ApproveGrant: approveGrant,
    RevokeGrant: revokeGrant,
    SeatMember: seatMember,
    ConveneSession: conveneSession,
    RecordAttendance: recordAttendance,
    ApproveMinutes: approveMinutes,
    AddAgendaItem: addAgendaItem,
    PrepareSplit: prepareSplit,
    DeclareInterest: declareInterest,
    CastVote: castVote,
    DecideInSession: decideInSession,
    RecordPaperDecision: recordPaperDecision,
    MarkCarriedOut: markCarriedOut,
    MarkNotCarriedOut: markNotCarriedOut,
    ProposeSplit: proposeSplit,
    OpenNonObjection: openNonObjection,
    RecordNotices: recordNotices,
    RecordOutage: recordOutage,
    AnswerNotice: answerNotice,
    RecuseFromNonObjection: recuseFromNonObjection,
    CloseNonObjection: closeNonObjection,
    CloseWithdrawn: closeWithdrawn,
    FillAgenda: fillAgenda,
  }),
  due: ({ kind }: StateRef, state: unknown, { time }: Context) =>
    kind === nonObjectionAggregate.kind ? [endOfTerm(state as NonObjection, time)] : [],
  subject: (event) => subjectOf(event as CommitteeEvent),
  visibility: ({ type }: DomainEvent) => (FOR_PARTIES.has(type) ? 'parties' : 'public'),
};

/** How a seat answered and what is on record of an organisation is for the parties; what either came to is told by the decision. */
const FOR_PARTIES: ReadonlySet<string> = new Set<CommitteeEvent['type']>([
  'VoteCast',
  'NoObjectionDeclared',
  'ObjectionRaised',
  'DueDiligenceRecorded',
  'DueDiligenceConfirmed',
  'OrganisationFlagged',
  'FlagLifted',
]);

function subjectOf(event: CommitteeEvent): string {
  switch (event.type) {
    case 'OrganisationRegistered':
      return `organisation/${event.data.id}`;
    case 'OrganisationCorrected':
      return `organisation/${event.data.organisation.id}`;
    case 'DueDiligenceRecorded':
    case 'DueDiligenceConfirmed':
    case 'OrganisationFlagged':
    case 'FlagLifted':
      return `organisation/${event.data.organisation}`;
    case 'FundListed':
    case 'FundEstablished':
      return `fund/${event.data.fundId}`;
    case 'CharterAdopted':
      return `charter/${event.data.version}`;
    case 'RoleRequested':
    case 'RoleGranted':
    case 'RoleRevoked':
      return `grant/${event.data.grantId}`;
    case 'MemberSeated':
      return `seat/${event.data.seat}`;
    case 'SessionConvened':
    case 'AttendanceRecorded':
    case 'MinutesApproved':
      return `session/${event.data.sessionId}`;
    case 'AgendaItemAdded':
    case 'SplitPrepared':
    case 'InterestDeclared':
    case 'VoteCast':
      return `agenda-item/${event.data.agendaItemId}`;
    case 'DecisionTaken':
    case 'DecisionCarriedOut':
    case 'DecisionNotCarriedOut':
      return `decision/${event.data.decisionId}`;
    case 'SplitProposed':
      return `proposed-split/${subjectId(event.data.subject)}`;
    case 'NonObjectionOpened':
    case 'NoticesRecorded':
    case 'OutageRecorded':
    case 'RecusedFromNonObjection':
    case 'NoObjectionDeclared':
    case 'ObjectionRaised':
    case 'NonObjectionLapsed':
    case 'NonObjectionClosed':
      return `non-objection/${event.data.nonObjectionId}`;
  }
}
