import type { AnswerOf, committeeRoutes } from '@mdtf/contracts';
import type { Actor } from '@mdtf/domain';
import { accessOf, isActive, knownAllocated, mayBeClosed, THE_SUMS } from '@mdtf/rules';
import { isRefusal, languageHeaders, MEDIA_TYPES, notFound } from '@mdtf/runtime';
import { type AgendaItem, agendaItemAggregate } from '../domain/agenda-item.ts';
import { decisionAggregate } from '../domain/decision.ts';
import { type KnownClarification, knownClarification } from '../domain/known/clarification.ts';
import { knownProposal } from '../domain/known/proposal.ts';
import { knownRequest } from '../domain/known/request.ts';
import { type KnownReviews, knownReviews } from '../domain/known/reviews.ts';
import { type PackParts, packOf } from '../domain/pack/pack.ts';
import { packHtml } from '../domain/pack/pack-html.ts';
import { isAboutProposal, proposalIn } from '../domain/proposal-at-hand.ts';
import { sessionAggregate } from '../domain/session.ts';
import type { ReviewsFor } from '../queries/reviewed.ts';
import type { CommitteeQueries } from '../queries.ts';
import type { Handlers } from './handlers.ts';

/** Decisions on one proposal and its waivers that a pack tells of at most. */
const MAX_DECISIONS = 100;

/** Clarifications that a pack tells of at most; the rest are under the proposal. */
const MAX_CLARIFICATIONS = 200;

/** A treasurer reads packs, and no clarifications with the proposal either. */
const READ_CLARIFICATIONS: readonly string[] = [
  'secretariat',
  'chair',
  'seat-holder',
  'alternate',
  'auditor',
];

type Pack = AnswerOf<typeof committeeRoutes.getAgendaPack>;

/** One document per item, as far as each may see it. */
export function packHandlers(queries: CommitteeQueries): Handlers<'getAgendaPack'> {
  async function partsOf(fundId: string, item: AgendaItem, actor: Actor): Promise<PackParts | undefined> {
    const about = isAboutProposal(item.subject) ? proposalIn(item.subject) : undefined;
    const of = <S>(read: (id: string) => Promise<S | undefined>) =>
      about === undefined ? undefined : read(about);
    const [fund, current, bound, session, proposal, request, known, reviewsFor] = await Promise.all([
      queries.fund(fundId),
      queries.charter(fundId),
      queries.charter(fundId, item.charterVersion),
      queries.one(fundId, sessionAggregate, item.sessionId),
      of((id) => queries.one(fundId, knownProposal, id)),
      of((id) => queries.one(fundId, knownRequest, id)),
      of((id) => queries.one(fundId, knownReviews, id)),
      queries.reviewed(fundId, actor).reviewsFor(item),
    ]);
    if (fund === undefined || current === undefined || session === undefined) return undefined;
    const [allocated, decisions, clarifications] = await Promise.all([
      queries.one(fundId, knownAllocated, THE_SUMS),
      of((id) => decisionsOn(queries, fundId, id)),
      of((id) => clarificationsOn(queries, fundId, id, actor)),
    ]);
    return {
      fundId,
      asOf: fund.now,
      item,
      session,
      charter: current.charter,
      rules: (bound ?? current).charter.rules,
      proposal,
      request,
      clarifications: clarifications ?? [],
      reviews: reviewsIn(reviewsFor),
      shown: shownTo(actor, reviewsFor, known),
      allocated,
      decisions: decisions ?? [],
    };
  }

  return {
    async getAgendaPack({ params: { fundId, agendaItemId }, actor, format, language }) {
      const item = await queries.one(fundId, agendaItemAggregate, agendaItemId);
      const parts = item === undefined ? undefined : await partsOf(fundId, item, actor);
      if (parts === undefined) return notFound('agenda item', agendaItemId);
      const pack = packOf(parts);
      // What was submitted fitted the contract when it was taken.
      if (format !== 'html') return { body: pack as unknown as Pack };
      const { currency, timeZone } = parts.charter;
      return {
        stream: packHtml(pack, { currency, timeZone, language }),
        contentType: MEDIA_TYPES.html as string,
        headers: languageHeaders(language),
      };
    },
  };
}

async function decisionsOn(queries: CommitteeQueries, fundId: string, proposalId: string) {
  const listed = (about: object) =>
    queries.list(fundId, decisionAggregate, { limit: MAX_DECISIONS }, (state) => state, about);
  const pages = await Promise.all([
    listed({ subject: { id: proposalId } }),
    listed({ subject: { proposal: proposalId } }),
  ]);
  return pages
    .flatMap((page) => (isRefusal(page) ? [] : page.items))
    .filter(({ subject }) => isAboutProposal(subject))
    .sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1));
}

async function clarificationsOn(
  queries: CommitteeQueries,
  fundId: string,
  proposalId: string,
  { roles }: Actor,
): Promise<readonly KnownClarification[]> {
  if (!roles.some((role) => READ_CLARIFICATIONS.includes(role))) return [];
  const paging = { limit: MAX_CLARIFICATIONS };
  const page = await queries.list(fundId, knownClarification, paging, (state) => state, { proposalId });
  return isRefusal(page) ? [] : page.items.toSorted((a, b) => (a.askedAt < b.askedAt ? -1 : 1));
}

function reviewsIn(found: ReviewsFor | undefined): PackParts['reviews'] {
  const criteria = found?.call.criteria;
  if (found === undefined || found.standing === null || criteria == null) return undefined;
  return { known: found.reviewed.reviews, standing: found.standing, criteria };
}

/** Closed to whoever is to review it and has not signed; without reviews to whom they are not shown. */
function shownTo(
  actor: Actor,
  found: ReviewsFor | undefined,
  known: KnownReviews | undefined,
): PackParts['shown'] {
  const own = (known?.reviews ?? []).filter(({ reviewer }) => reviewer === actor.id);
  const last = own.find(isActive) ?? own.find(({ status }) => status === 'conflict');
  if (accessOf(last?.status) === 'closed' && mayBeClosed(actor)) return 'public';
  return found === undefined || found.standing !== null ? 'all' : 'without-reviews';
}
