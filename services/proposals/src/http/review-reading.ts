import type { Actor } from '@mdtf/domain';
import type { Sight } from '@mdtf/rules';
import {
  etagOf,
  forbidden,
  invalid,
  isRefusal,
  notFound,
  type Refusal,
  refuse,
  type ServiceParts,
  stale,
} from '@mdtf/runtime';
import { call } from '../domain/calls/call.ts';
import { proposal } from '../domain/proposal.ts';
import { scoreFaults } from '../domain/reviews/complete.ts';
import { panel } from '../domain/reviews/panel.ts';
import { type Review, review, reviewAnswer, reviewDocument } from '../domain/reviews/review.ts';
import { type ReviewDeadline, reviewDeadline } from '../domain/reviews/review-deadline.ts';
import { REVIEW_STATUS_IN_FRENCH } from '../domain/reviews/status-words.ts';
import { createReviewDrafts, type ReviewDraft } from '../queries/review-drafts.ts';
import { reviewsOf, sightOn } from '../queries/reviews.ts';
import type { Handlers } from './handlers.ts';

/** Reviews as each may see them, and the one being written. */
export function reviewReadingHandlers(
  parts: ServiceParts,
): Handlers<'listReviews' | 'getReview' | 'editReview'> {
  const { pool, view } = parts;
  const drafts = createReviewDrafts(pool);

  async function sightAt(fund: string, proposalId: string, actor: Actor): Promise<Sight | undefined> {
    const state = await view.read(fund, proposal, proposalId);
    if (state === undefined) return undefined;
    const members = (await view.read(fund, panel, proposalId))?.members ?? [];
    const sights = await sightOn(parts, fund, actor, [{ proposalId, state, panel: { members } }]);
    return sights.get(proposalId);
  }

  const forAllOf = ({ callId }: Review, fund: string) => view.read(fund, reviewDeadline, callId);

  /** One's own review with its draft. */
  async function ownReview(fund: string, proposalId: string, reviewId: string, actor: Actor) {
    const state = await view.read(fund, review, reviewDocument({ proposalId, reviewId }));
    if (state === undefined || state.reviewer !== actor.id) return notFound('review', reviewId);
    const forAll = await forAllOf(state, fund);
    return { state, forAll, draft: await drafts.find({ fund, proposalId, reviewId }) };
  }

  return {
    async listReviews({ fund, params: { proposalId }, actor }) {
      const sight = await sightAt(fund, proposalId, actor);
      if (sight === undefined) return notFound('proposal', proposalId);
      if (sight.sees === 'none') return refusals[sight.why](proposalId);
      const all = await reviewsOf(parts, fund, proposalId);
      const [one] = all;
      const forAll = one && (await forAllOf(one, fund));
      return { body: { items: all.flatMap((each) => shown(each, forAll, sight, actor) ?? []) } };
    },
    async getReview({ fund, params: { proposalId, reviewId }, actor, unchanged }) {
      const sight = await sightAt(fund, proposalId, actor);
      const state = await view.read(fund, review, reviewDocument({ proposalId, reviewId }));
      if (sight === undefined || state === undefined) return notFound('review', reviewId);
      const own = state.reviewer === actor.id;
      if (sight.sees === 'none' && !own) return refusals[sight.why](proposalId);
      const forAll = await forAllOf(state, fund);
      const answer = own ? reviewAnswer(state, forAll) : shown(state, forAll, sight, actor);
      if (answer === undefined) return notFound('review', reviewId);
      const draft = own ? await drafts.find({ fund, proposalId, reviewId }) : undefined;
      const etag = etagOf(tagOf(state, forAll, draft));
      if (unchanged(etag)) return { status: 304, etag };
      return { body: { ...answer, draft: draft?.content ?? null }, etag };
    },
    async editReview({ fund, params: { proposalId, reviewId }, body: { content }, actor, ifMatch }) {
      const found = await ownReview(fund, proposalId, reviewId, actor);
      if (isRefusal(found)) return found;
      const { state, draft, forAll } = found;
      const criteria = (await view.read(fund, call, state.callId))?.criteria;
      const faults = criteria === undefined ? [] : scoreFaults(content.scores, criteria);
      if (state.status !== 'accepted' && state.status !== 'reopened') return notWritable(state);
      if (faults.length > 0)
        return invalid(
          faults,
          { en: 'Not scores of this call', fr: 'Ces notes ne sont pas celles de cet appel' },
          'invalid-scores',
        );
      if (!ifMatch(etagOf(tagOf(state, forAll, draft)))) return changed(reviewId);
      const named = { fund, proposalId, reviewId };
      if (!(await drafts.replace(named, content, draft?.version ?? 0n))) return changed(reviewId);
      const now = await drafts.find(named);
      const body = { ...reviewAnswer(state, forAll), draft: now?.content ?? null };
      return { body, etag: etagOf(tagOf(state, forAll, now)) };
    },
  };
}

/** Changes once anything shown of a review does. */
function tagOf(
  { status, statements, reopened, due }: Review,
  forAll: ReviewDeadline | undefined,
  draft: ReviewDraft | undefined,
): string {
  const extended = forAll?.extensions.length ?? 0;
  return `${status}.${statements.length}.${reopened.length}.${due ?? ''}.${extended}.${draft?.version ?? 0n}`;
}

/** A review as far as someone sees it; who wrote it is for those who keep the fund. */
function shown(state: Review, forAll: ReviewDeadline | undefined, sight: Sight, { id, roles }: Actor) {
  const own = state.reviewer === id;
  const answer = reviewAnswer(state, forAll);
  if (sight.sees === 'all') return answer;
  if (own) return sight.sees === 'none' ? undefined : answer;
  if (sight.sees !== 'completed' || state.status !== 'completed') return undefined;
  const knows = roles.some((role) => role === 'chair' || role === 'auditor');
  return knows ? answer : { ...answer, reviewer: null, signed: null };
}

function notWritable({ reviewId, status }: Review): Refusal {
  if (status === 'assigned')
    return refuse(
      409,
      'statement-first',
      { en: 'The statement comes first', fr: 'La déclaration vient d’abord' },
      {
        en: `Sign the statement on conflicts of interest of the review ${reviewId} before anything else.`,
        fr: `Signez d’abord la déclaration sur les conflits d’intérêts de l’évaluation ${reviewId}.`,
      },
    );
  return refuse(
    409,
    'review-closed',
    { en: 'It is closed', fr: 'Elle est close' },
    {
      en: `The review ${reviewId} is ${status}; the secretariat reopens a completed one.`,
      fr: `L’évaluation ${reviewId} est ${REVIEW_STATUS_IN_FRENCH[status]} ; le secrétariat rouvre une évaluation terminée.`,
    },
  );
}

const changed = (reviewId: string): Refusal =>
  stale({
    en: `The review ${reviewId} was changed since you read it; read it again and repeat your edit.`,
    fr: `L’évaluation ${reviewId} a été modifiée depuis que vous l’avez lue ; relisez-la et refaites votre modification.`,
  });

const refusals = {
  recused: (proposalId: string) =>
    forbidden({
      en: `Your seat is recused from ${proposalId}: a recused member sees neither reviews nor ballots.`,
      fr: `Votre siège s’est déporté de ${proposalId} : un membre en déport ne voit ni évaluations ni bulletins.`,
    }),
  conflict: (proposalId: string) =>
    forbidden({
      en: `You stated a conflict of interest on ${proposalId}; its reviews are not for you.`,
      fr: `Vous avez déclaré un conflit d’intérêts sur ${proposalId} ; ses évaluations ne sont pas pour vous.`,
    }),
  applicant: (proposalId: string) =>
    forbidden({
      en: `Your organisation applies with ${proposalId}; its reviews are not for you.`,
      fr: `Votre organisation présente ${proposalId} ; ses évaluations ne sont pas pour vous.`,
    }),
  'not-a-reviewer': (proposalId: string) =>
    forbidden({
      en: `You are not a reviewer of ${proposalId}.`,
      fr: `Vous n’êtes pas évaluateur de ${proposalId}.`,
    }),
};
