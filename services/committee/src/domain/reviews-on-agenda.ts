import { type DecisionSubject, type Instant, ifNamed, type Slice, type StateRef } from '@mdtf/domain';
import { agendaItemAggregate } from './agenda-item.ts';
import { type AdoptedCharter, CURRENT, charterAggregate } from './charter.ts';
import type { AgendaItemAdded } from './events.ts';
import { proposalsIn, screeningNeeds } from './exclusion.ts';
import { type AskedReview, knownReviewDocket, THE_DOCKET } from './known/review-docket.ts';
import { type ProposalAtHand, proposalAtHand, proposalNeeds } from './proposal-at-hand.ts';
import { subjectAggregate, subjectId, subjectNeeds } from './subject.ts';
import { verdictsOn } from './verdicts.ts';

/** The documents behind `reviewItems`, as far as can be told from what is loaded. */
export function reviewNeeds(slice: Slice | undefined): {
  readonly own: readonly StateRef[];
  readonly facts: readonly StateRef[];
  readonly platform: readonly StateRef[];
} {
  const waiting = slice === undefined ? [] : waitingIn(slice);
  const about = waiting.map((asked) => proposalNeeds(subjectOf(asked), [], slice));
  return {
    own: [
      { kind: charterAggregate.kind, id: CURRENT },
      ...waiting.flatMap((asked) => [
        { kind: agendaItemAggregate.kind, id: asked.itemId },
        ...subjectNeeds(subjectOf(asked)),
      ]),
      ...about.flatMap(({ own }) => own),
    ],
    facts: [
      { kind: knownReviewDocket.kind, id: THE_DOCKET },
      ...waiting.flatMap((asked) => screeningNeeds(subjectOf(asked))),
      ...about.flatMap(({ facts }) => facts),
    ],
    platform: about.flatMap(({ platform }) => platform),
  };
}

/** An item of a session for each review that was asked for and is on no agenda yet. */
export function reviewItems(slice: Slice, sessionId: string, at: Instant): readonly AgendaItemAdded[] {
  const current = slice.get(charterAggregate, CURRENT);
  if (current === undefined) return [];
  return waitingIn(slice)
    .filter((asked) => !isOnAgenda(asked, slice))
    .flatMap((asked) => itemOf(asked, { slice, current, sessionId, at }));
}

function waitingIn(slice: Slice): readonly AskedReview[] {
  return ifNamed(() => slice.fact(knownReviewDocket, THE_DOCKET))?.waiting ?? [];
}

/** What a review puts before the committee again. */
function subjectOf({ itemId, proposalId, of }: AskedReview): DecisionSubject {
  return of === 'rejection'
    ? { kind: 'proposal', id: proposalId }
    : { kind: 'exclusion', id: itemId, proposals: [proposalId] };
}

function isOnAgenda(asked: AskedReview, slice: Slice): boolean {
  if (slice.get(agendaItemAggregate, asked.itemId) !== undefined) return true;
  const subject = subjectOf(asked);
  if (subjectNeeds(subject).length === 0) return false;
  return slice.get(subjectAggregate, subjectId(subject))?.openItem != null;
}

interface Agenda {
  readonly slice: Slice;
  readonly current: AdoptedCharter;
  readonly sessionId: string;
  readonly at: Instant;
}

function itemOf(asked: AskedReview, { slice, current, sessionId, at }: Agenda): readonly AgendaItemAdded[] {
  const subject = subjectOf(asked);
  const hand = proposalAtHand(subject, slice, current);
  const [proposal] = proposalsIn(subject, slice, hand);
  if (proposal === undefined || proposal.withdrawn) return [];
  const data: AgendaItemAdded['data'] = {
    agendaItemId: asked.itemId,
    sessionId,
    subject,
    title: `Review of the ${asked.of}: ${proposal.title}`.slice(0, MAX_TITLE_LENGTH).toWellFormed(),
    requested: hand === undefined ? null : proposal.requested,
    windowId: hand === undefined ? null : proposal.windowId,
    // How it is split is prepared anew, and said with the decision.
    split: [],
    charterVersion: hand?.charterVersion ?? current.version,
    verdicts: verdictsAbout(hand, current, at),
  };
  return [{ type: 'AgendaItemAdded', data }];
}

const MAX_TITLE_LENGTH = 500;

function verdictsAbout(hand: ProposalAtHand | undefined, { charter }: AdoptedCharter, at: Instant) {
  if (hand === undefined) return [];
  return verdictsOn({ place: 'agenda', at, hand, amounts: [], currency: charter.currency });
}
