import {
  accept,
  accessAggregate,
  type CommandHandler,
  formatInstant,
  holdingsOf,
  type Instant,
  isRejection,
  notFound,
  type Rejection,
  reject,
  type Slice,
} from '@mdtf/domain';
import { afterwards } from '../answer.ts';
import { call } from '../calls/call.ts';
import { CURRENT, knownCharter } from '../known/charter.ts';
import { conflict, refused } from '../refusals.ts';
import { answerAt, callOf, needsOfReviewable, panelAt, reviewableAt, together } from './at-hand.ts';
import { needsOfCandidate, refuseInterest } from './eligible.ts';
import type { ReviewerAssigned } from './events.ts';
import { MAX_PANEL } from './panel.ts';
import { type ReviewAnswer, review, reviewDocument } from './review.ts';
import { dueUnder, isPast, refuseDue, reviewDeadline } from './review-deadline.ts';
import { MAX_PROPOSALS_OF_REVIEWER, reviewer } from './reviewer.ts';

// Commands

/** Reviewers to assign, all or none. */
export interface AssignReviewers {
  /** Where given, the proposals are of this call. */
  readonly callId?: string | undefined;
  /** By when they are due; absent: by the call's date, while that is to come. */
  readonly due?: Instant | undefined;
  readonly assignments: readonly Assignment[];
}

/** One reviewer for one proposal; `at` is where the request names it, such as `body.assignments.0`. */
export interface Assignment {
  readonly reviewId: string;
  readonly proposalId: string;
  readonly reviewer: string;
  readonly at: string;
  readonly coAuthored: readonly string[];
}

// Decide

/** Assigns persons who hold the role to full proposals under review, none to its own nor, unless the call allows it, to its competitor's. */
export const assignReviewers: CommandHandler<AssignReviewers, ReviewerAssigned, readonly ReviewAnswer[]> = {
  needs: ({ assignments }, slice) =>
    together(
      ...assignments.flatMap(({ proposalId, reviewId, reviewer: person }) => [
        needsOfReviewable(proposalId, slice),
        needsOfCandidate(person, callOf(proposalId, slice), slice),
        {
          own: [
            { kind: review.kind, id: reviewDocument({ proposalId, reviewId }) },
            { kind: reviewer.kind, id: person },
          ],
          facts: [{ kind: knownCharter.kind, id: CURRENT }],
        },
      ]),
    ),
  decide(command, slice, context) {
    const zone = slice.fact(knownCharter, CURRENT)?.timeZone ?? 'UTC';
    const { time, backDated } = context;
    const asked = { due: command.due, zone, time, now: backDated ? undefined : time };
    const events: ReviewerAssigned[] = [];
    for (const assignment of command.assignments) {
      const made = assign({ ...assignment, callId: command.callId }, asked, slice, events);
      if (isRejection(made)) return reject(made);
      events.push(made);
    }
    return accept(
      events,
      events.map((event) => answerAt(afterwards(review, undefined, event, context), slice)),
    );
  },
};

/** The date that is asked for, and what it is judged by; `now` where it must be to come. */
interface AskedDue {
  readonly due: Instant | undefined;
  readonly zone: string;
  readonly time: Instant;
  readonly now: Instant | undefined;
}

function assign(
  { callId, ...assignment }: Assignment & Pick<AssignReviewers, 'callId'>,
  asked: AskedDue,
  slice: Slice,
  before: readonly ReviewerAssigned[],
): ReviewerAssigned | Rejection {
  const { proposalId, reviewId, reviewer: person, at } = assignment;
  const found = reviewableAt(proposalId, slice);
  if (isRejection(found)) return found;
  if (callId !== undefined && found.callId !== callId) return notFound('proposal', proposalId);
  const refusal =
    refuseRole(person, slice, `${at}.reviewer`) ??
    refuseAgain(assignment, slice, before) ??
    refuseInterest({ ...assignment, callId: found.callId }, found.criteria, slice, `${at}.reviewer`);
  if (refusal !== undefined) return refusal;
  const due = dueAt(found.callId, asked, slice);
  if (typeof due === 'object') return due;
  const own = due === undefined ? {} : { due };
  return {
    type: 'ReviewerAssigned',
    data: { proposalId, reviewId, reviewer: person, callId: found.callId, ...own },
  };
}

/** The date asked for; or that of the call, while it is to come. */
function dueAt(
  callId: string,
  { due, zone, time, now }: AskedDue,
  slice: Slice,
): Instant | undefined | Rejection {
  const forAll = slice.get(reviewDeadline, callId);
  if (due === undefined) {
    const byCall = dueUnder(slice.get(call, callId) ?? {}, forAll, zone);
    return byCall === null || isPast(byCall, time) ? undefined : byCall;
  }
  const refusal = refuseDue(due, now, zone);
  if (refusal !== undefined) return refusal;
  if (forAll === undefined || due >= forAll.due) return due;
  return refused(
    'due-before-all',
    { en: 'Before the date for all', fr: 'Avant la date fixée pour tous' },
    {
      en: `The reviews of ${callId} are due by ${formatInstant(forAll.due, zone)} for all: name a later date, or none.`,
      fr: `Les évaluations de ${callId} sont attendues au plus tard le ${formatInstant(forAll.due, zone)} pour tous : donnez une date plus tardive, ou aucune.`,
    },
    { field: 'body.due', params: { deadline: forAll.due } },
  );
}

function refuseRole(person: string, slice: Slice, field: string): Rejection | undefined {
  const { roles } = holdingsOf(slice.fact(accessAggregate, person));
  if (!roles.includes('reviewer'))
    return refused(
      'not-a-reviewer',
      { en: 'Not a reviewer', fr: 'Pas un évaluateur' },
      {
        en: `${person} does not hold the role reviewer in this fund: have it granted first.`,
        fr: `${person} n’a pas le rôle reviewer dans ce fonds : faites-le d’abord accorder.`,
      },
      { field },
    );
  if (!roles.includes('secretariat')) return undefined;
  return refused(
    'secretariat-does-not-review',
    { en: 'The secretariat does not review', fr: 'Le secrétariat n’évalue pas' },
    {
      en: `${person} is of the secretariat, which assigns reviewers and sees all reviews: choose another.`,
      fr: `${person} est du secrétariat, qui désigne les évaluateurs et voit toutes les évaluations : choisissez quelqu’un d’autre.`,
    },
    { field },
  );
}

/** Once per person and proposal, also after a conflict; within the bounds of a panel and of a person. */
function refuseAgain(
  { proposalId, reviewId, reviewer: person, at }: Assignment,
  slice: Slice,
  before: readonly ReviewerAssigned[],
): Rejection | undefined {
  const { members } = panelAt(proposalId, slice);
  const now = before.filter(({ data }) => data.proposalId === proposalId).map(({ data }) => data);
  const own = members.find((member) => member.reviewer === person && member.status !== 'ended');
  if (own?.status === 'conflict')
    return refused(
      'conflict-stated',
      { en: 'A conflict of interest is on record', fr: 'Un conflit d’intérêts est consigné' },
      {
        en: `${person} stated a conflict of interest on ${proposalId}: choose another reviewer.`,
        fr: `${person} a déclaré un conflit d’intérêts sur ${proposalId} : choisissez un autre évaluateur.`,
      },
      { field: `${at}.reviewer` },
    );
  if (own !== undefined || now.some((data) => data.reviewer === person))
    return conflict(
      'already-assigned',
      { en: 'Assigned already', fr: 'Déjà désigné' },
      {
        en: `${person} reviews ${proposalId} already.`,
        fr: `${person} évalue déjà ${proposalId}.`,
      },
    );
  if ([...members, ...now].some((member) => member.reviewId === reviewId))
    return conflict(
      'already-exists',
      { en: 'This review exists', fr: 'Cette évaluation existe' },
      {
        en: `${proposalId} has a review ${reviewId} already.`,
        fr: `${proposalId} a déjà une évaluation ${reviewId}.`,
      },
    );
  if (members.length + now.length >= MAX_PANEL)
    return refused(
      'too-many-reviews',
      { en: 'Too many reviews', fr: 'Trop d’évaluations' },
      {
        en: `A proposal has at most ${MAX_PANEL} assignments.`,
        fr: `Une proposition a au plus ${MAX_PANEL} désignations.`,
      },
    );
  const held = Object.keys(slice.get(reviewer, person)?.proposals ?? {}).length;
  if (held >= MAX_PROPOSALS_OF_REVIEWER)
    return refused(
      'too-many-reviews',
      { en: 'Too many reviews', fr: 'Trop d’évaluations' },
      {
        en: `A person is asked for at most ${MAX_PROPOSALS_OF_REVIEWER} reviews.`,
        fr: `On demande au plus ${MAX_PROPOSALS_OF_REVIEWER} évaluations à une personne.`,
      },
      { field: `${at}.reviewer` },
    );
  return undefined;
}
