import {
  accept,
  type CommandHandler,
  type FieldFault,
  formatInstant,
  type Instant,
  inEach,
  isRejection,
  notFound,
  type Rejection,
  reject,
  type Slice,
  textIn,
} from '@mdtf/domain';
import { type Points, weightedScore } from '@mdtf/rules';
import { afterwards } from '../answer.ts';
import { CURRENT, knownCharter } from '../known/charter.ts';
import { conflict, refused } from '../refusals.ts';
import { answerAt, callOf, needsOfReview, reviewAt, reviewableAt, together } from './at-hand.ts';
import type { ReviewCriteria } from './criteria.ts';
import { needsOfCandidate, refuseInterest } from './eligible.ts';
import type { Advice, ReviewCompleted, ReviewScore } from './events.ts';
import { MAX_CORRECTIONS, type Review, type ReviewAnswer, review } from './review.ts';
import { dueOf, isPast, reviewDeadline } from './review-deadline.ts';
import { reviewer } from './reviewer.ts';
import { REVIEW_STATUS_IN_FRENCH } from './status-words.ts';

// Commands

/** A review being written. */
export interface ReviewContent {
  readonly scores: readonly ReviewScore[];
  readonly summary?: string | undefined;
  readonly recommendation?: Advice | undefined;
}

/** A review that its reviewer completes. */
export interface CompleteReview {
  readonly proposalId: string;
  readonly reviewId: string;
  /** Who completes it. */
  readonly reviewer: string;
  /** Proposals of the call that the person is named co-author of. */
  readonly coAuthored: readonly string[];
  readonly content: ReviewContent;
}

// Decide

/** Completes a review with points on every criterion of the call; from then on it is frozen until the secretariat reopens it. */
export const completeReview: CommandHandler<CompleteReview, ReviewCompleted, ReviewAnswer> = {
  needs: (command, slice) =>
    together(
      needsOfReview(command, slice),
      needsOfCandidate(command.reviewer, callOf(command.proposalId, slice), slice),
      {
        own: [{ kind: reviewer.kind, id: command.reviewer }],
        facts: [{ kind: knownCharter.kind, id: CURRENT }],
      },
    ),
  decide(command, slice, context) {
    const { proposalId, reviewId, content } = command;
    const state = reviewAt(command, slice);
    if (isRejection(state)) return reject(state);
    if (state.reviewer !== context.actor.id) return reject(notFound('review', reviewId));
    const found = reviewableAt(proposalId, slice);
    if (isRejection(found)) return reject(found);
    const { callId, criteria } = found;
    const candidate = { reviewer: state.reviewer, proposalId, callId, coAuthored: command.coAuthored };
    const due = dueOf(state.due, slice.get(reviewDeadline, callId));
    // A correction that the secretariat asked for is not late.
    const late = state.statements.length === 0 && isPast(due, context.time);
    const refusal =
      refuseStatus(state) ??
      (late && !context.backDated ? refuseLate(due, criteria, slice, context.time) : undefined) ??
      refuseInterest(candidate, criteria, slice, 'body') ??
      refuseScores(content, criteria);
    if (refusal !== undefined) return reject(refusal);
    const { numerator, denominator } = weightedScore(pointsOf(content), criteria);
    const event: ReviewCompleted = {
      type: 'ReviewCompleted',
      data: {
        proposalId,
        reviewId,
        reviewer: state.reviewer,
        callId,
        statement: state.statements.length + 1,
        proposalRevision: found.proposal.revision,
        scores: content.scores,
        summary: content.summary ?? null,
        recommendation: content.recommendation ?? null,
        weighted: { numerator, denominator },
        ...(late ? { late } : {}),
      },
    };
    return accept([event], answerAt(afterwards(review, state, event, context), slice));
  },
};

function refuseStatus({ reviewId, status, statements }: Review): Rejection | undefined {
  if (status === 'assigned')
    return conflict(
      'statement-first',
      { en: 'The statement comes first', fr: 'La déclaration vient d’abord' },
      {
        en: `Sign the statement on conflicts of interest of the review ${reviewId} before anything else.`,
        fr: `Signez d’abord la déclaration sur les conflits d’intérêts de l’évaluation ${reviewId}.`,
      },
    );
  if (status !== 'accepted' && status !== 'reopened') {
    return conflict(
      'review-closed',
      { en: 'It is closed', fr: 'Elle est close' },
      {
        en: `The review ${reviewId} is ${status}; the secretariat reopens a completed one for a correction.`,
        fr: `L’évaluation ${reviewId} est ${REVIEW_STATUS_IN_FRENCH[status]} ; le secrétariat rouvre une évaluation terminée pour la corriger.`,
      },
    );
  }
  if (statements.length <= MAX_CORRECTIONS) return undefined;
  return refused(
    'too-many-corrections',
    { en: 'Too many corrections', fr: 'Trop de corrections' },
    {
      en: `A review is corrected at most ${MAX_CORRECTIONS} times.`,
      fr: `Une évaluation est corrigée au plus ${MAX_CORRECTIONS} fois.`,
    },
  );
}

/** A late review is taken and told as late, unless the call says otherwise. */
function refuseLate(
  due: Instant | null,
  { refusesLateReviews }: ReviewCriteria,
  slice: Slice,
  time: Instant,
): Rejection | undefined {
  if (refusesLateReviews !== true || due === null) return undefined;
  const zone = slice.fact(knownCharter, CURRENT)?.timeZone ?? 'UTC';
  const [last, now] = [formatInstant(due, zone), formatInstant(time, zone)];
  return refused(
    'deadline-passed',
    { en: 'The deadline has passed', fr: 'La date limite est passée' },
    {
      en: `The review was due by ${last}; it is now ${now}, and this call takes no late ones. Ask the secretariat to put the date later.`,
      fr: `L’évaluation était attendue au plus tard le ${last} ; il est maintenant ${now}, et cet appel n’en accepte pas en retard. Demandez au secrétariat de reporter la date.`,
    },
    { params: { deadline: due, time } },
  );
}

function refuseScores({ scores }: ReviewContent, criteria: ReviewCriteria): Rejection | undefined {
  const errors = scoreFaults(scores, criteria);
  for (const { id } of criteria.criteria) {
    if (!scores.some(({ criterion }) => criterion === id))
      errors.push({
        field: 'body.content.scores',
        message: { en: `must have points on ${id}`, fr: `doit noter ${id}` },
      });
  }
  const [first] = errors;
  if (first === undefined) return undefined;
  return refused(
    'incomplete',
    { en: 'The review is not complete', fr: 'L’évaluation n’est pas complète' },
    inEach((language) => `${first.field} ${textIn(first.message, language)}.`),
    { errors },
  );
}

/** What is wrong with points, whether or not all are given. */
export function scoreFaults(
  scores: readonly ReviewScore[],
  { scale, criteria }: ReviewCriteria,
): FieldFault[] {
  const seen = new Set<string>();
  return scores.flatMap(({ criterion, points }, at) => {
    const field = `body.content.scores.${at}`;
    const again = seen.has(criterion);
    seen.add(criterion);
    if (!criteria.some(({ id }) => id === criterion))
      return [
        {
          field: `${field}.criterion`,
          message: {
            en: `is no criterion of the call: ${criterion}`,
            fr: `n’est pas un critère de l’appel : ${criterion}`,
          },
        },
      ];
    if (again)
      return [
        {
          field: `${field}.criterion`,
          message: { en: `is scored twice: ${criterion}`, fr: `est noté deux fois : ${criterion}` },
        },
      ];
    if (points < scale.min || points > scale.max)
      return [
        {
          field: `${field}.points`,
          message: {
            en: `must be between ${scale.min} and ${scale.max}`,
            fr: `doit être entre ${scale.min} et ${scale.max}`,
          },
        },
      ];
    return [];
  });
}

function pointsOf({ scores }: ReviewContent): Points {
  return Object.fromEntries(scores.map(({ criterion, points }) => [criterion, points]));
}
