import type { ProposalsEvent } from '@mdtf/contracts';
import type { ReadEntry } from '@mdtf/fund-log';
import { ofOrganisation, ofRole } from '../domain/notices/audience.ts';
import { DEADLINE_TITLES } from '../domain/notices/deadline-titles.ts';
import { deadlineRow, turn } from './deadlines.ts';
import { placeOf } from './moments.ts';
import type { Projector } from './projector.ts';
import { ofReviews, reviewDeadlines } from './review-deadlines.ts';
import type { Rows } from './tables.ts';

const ofQuestion = (proposalId: string, clarificationId: string) =>
  `clarification:${proposalId}:${clarificationId}`;
const ofOffer = (offerId: string) => `offer:${offerId}`;
const ofDecisionReview = (proposalId: string) => `decision-review:${proposalId}`;
const ofProposal = (proposalId: string) => `proposal:${proposalId}`;

/** Until when an applicant may ask that a decision against it be reviewed; a final one has no such date. */
function mayAskForReview(
  {
    proposalId,
    lead,
    reviewUntil = null,
  }: {
    readonly proposalId: string;
    readonly lead?: string | undefined;
    readonly reviewUntil?: string | null | undefined;
  },
  entry: ReadEntry,
  rows: Rows,
): void {
  if (lead === undefined) return;
  rows.deadline.push(
    deadlineRow(entry, {
      deadline_id: ofDecisionReview(proposalId),
      matter: ofProposal(proposalId),
      kind: 'decision-review',
      subject_kind: 'proposal',
      subject_id: proposalId,
      title: DEADLINE_TITLES['decision-review'](proposalId),
      audience: [ofOrganisation(lead), ofRole('secretariat')],
      due: reviewUntil,
    }),
  );
}

/** When calls close, until when applicants are to answer or may ask for a review, and reviewers to review, and how long offers in kind stand. */
export const proposalsDeadlines: Projector<ProposalsEvent> = {
  CallOpened({ callId, title, questionsDue, conceptNotesDue, fullProposalsDue }, entry, rows) {
    const stages = [
      ['questions', questionsDue ?? null],
      ['concept-note', conceptNotesDue],
      ['full', fullProposalsDue],
    ] as const;
    for (const [stage, due] of stages) {
      if (due === null) continue;
      rows.deadline.push(
        deadlineRow(entry, {
          deadline_id: `call:${callId}:${stage}`,
          kind: 'call',
          subject_kind: 'call',
          subject_id: callId,
          title: DEADLINE_TITLES[stage](title),
          audience: [ofRole('partner'), ofRole('secretariat')],
          due,
        }),
      );
    }
  },
  CallExtended({ callId, changes }, entry, rows) {
    for (const { deadline, is } of changes) {
      rows.deadline_move.push({
        ...placeOf(entry),
        matter: `call:${callId}:${deadline}`,
        due: is,
        recorded_at: entry.recordedAt,
      });
    }
  },
  ProposalQuestionAsked({ proposalId, clarificationId, lead, due }, entry, rows) {
    if (due === null || lead === undefined) return;
    rows.deadline.push(
      deadlineRow(entry, {
        deadline_id: ofQuestion(proposalId, clarificationId),
        matter: ofProposal(proposalId),
        kind: 'clarification',
        subject_kind: 'proposal',
        subject_id: proposalId,
        title: DEADLINE_TITLES.clarification(proposalId),
        audience: [ofOrganisation(lead), ofRole('secretariat')],
        due,
      }),
    );
  },
  ProposalQuestionAnswered({ proposalId, clarificationId }, entry, rows) {
    turn(rows, entry, 'done', ofProposal(proposalId), ofQuestion(proposalId, clarificationId));
  },
  ProposalWithdrawn({ proposalId }, entry, rows) {
    turn(rows, entry, 'cancelled', ofProposal(proposalId));
    turn(rows, entry, 'cancelled', ofReviews(proposalId));
  },
  ...reviewDeadlines,
  ProposalExcluded(data, entry, rows) {
    reviewDeadlines.ProposalExcluded?.(data, entry, rows);
    mayAskForReview(data, entry, rows);
  },
  ProposalRejected(data, entry, rows) {
    reviewDeadlines.ProposalRejected?.(data, entry, rows);
    mayAskForReview(data, entry, rows);
  },
  DecisionReviewRequested({ proposalId }, entry, rows) {
    turn(rows, entry, 'done', ofProposal(proposalId), ofDecisionReview(proposalId));
  },
  OfferMade({ offerId, organisation, title, validUntil }, entry, rows) {
    rows.deadline.push(
      deadlineRow(entry, {
        deadline_id: ofOffer(offerId),
        kind: 'offer',
        subject_kind: 'offer',
        subject_id: offerId,
        title: DEADLINE_TITLES.offer(title),
        audience: [ofOrganisation(organisation), ofRole('secretariat')],
        due_day: validUntil,
      }),
    );
  },
  OfferWithdrawn({ offerId }, entry, rows) {
    turn(rows, entry, 'cancelled', ofOffer(offerId));
  },
};
