import type { Actor } from '@mdtf/domain';
import {
  type OutOfRanking,
  type Ranked,
  type ReviewsOf,
  rankProposals,
  type Sight,
  sightOf,
} from '@mdtf/rules';
import { type RoleInItem, rolesOf } from './interests.ts';
import type { KnownCriteria } from './known/call.ts';
import type { KnownProposal } from './known/proposal.ts';
import { completedPoints, type KnownReviews } from './known/reviews.ts';
import type { KnownScreening } from './known/screening.ts';
import type { Seats } from './seats.ts';
import type { Ruling } from './shapes.ts';

/** A proposal of a call with its reviews, and the rulings on seats' interests in it. */
export interface ReviewedProposal {
  readonly proposalId: string;
  readonly proposal: KnownProposal;
  readonly reviews: KnownReviews | undefined;
  readonly screening: KnownScreening | undefined;
  readonly rulings: Readonly<Record<string, Ruling>>;
}

/** What the committee was asked about a proposal, in session or by silence, with the seats left out. */
export interface Asked {
  readonly recused: readonly string[];
  readonly disclosed: readonly string[];
  /** Of the agenda item or non-objection that is being looked at; its word is the last. */
  readonly now: boolean;
}

/** The ruling that holds on each seat: what is being looked at speaks last, and before that a recusal stands. */
export function rulingsOf(all: readonly Asked[]): Readonly<Record<string, Ruling>> {
  const rulings: Record<string, Ruling> = {};
  for (const some of [all.filter(({ now }) => !now), all.filter(({ now }) => now)]) {
    for (const seat of some.flatMap(({ disclosed }) => disclosed)) rulings[seat] = 'disclosure';
    for (const seat of some.flatMap(({ recused }) => recused)) rulings[seat] = 'recusal';
  }
  return rulings;
}

/** What somebody may see of a proposal's reviews. */
export function sightOn(actor: Actor, of: ReviewedProposal, seats: Seats | undefined): Sight {
  const { proposal, reviews, rulings } = of;
  const seatsAs = (role: RoleInItem): readonly string[] =>
    actor.seats.filter((seat) => rolesOf(seats?.holders[seat], proposal, []).includes(role));
  const known: ReviewsOf = {
    members: reviews?.reviews ?? [],
    rulings,
    leadSeats: seatsAs('lead'),
    consortiumSeats: seatsAs('consortium'),
    applies: actor.organisations.some((id) => id === proposal.lead || proposal.partners.includes(id)),
  };
  return sightOf(actor, known);
}

/** Who is told how proposals compare; a reviewer is told of the own ones' reviews alone. */
const MAY_COMPARE: readonly string[] = ['secretariat', 'chair', 'auditor', 'seat-holder', 'alternate'];

/** Where the proposals of a call stand, among those whose reviews somebody may see; nowhere for who is not of the committee. */
export function standingsFor(
  actor: Actor,
  all: readonly ReviewedProposal[],
  criteria: KnownCriteria,
  seats: Seats | undefined,
): readonly Ranked[] {
  if (!actor.roles.some((role) => MAY_COMPARE.includes(role))) return [];
  const visible = all.filter((one) => {
    const { sees } = sightOn(actor, one, seats);
    return sees === 'all' || sees === 'completed';
  });
  return rankProposals(
    visible.map((one) => ({
      id: one.proposalId,
      reviews: completedPoints(one.reviews),
      out: outOfRanking(one),
    })),
    criteria,
  );
}

/** Why a full proposal is in no ranking of its call; undefined for one that is. */
function outOfRanking({
  proposal,
  screening,
}: Pick<ReviewedProposal, 'proposal' | 'screening'>): OutOfRanking | undefined {
  if (proposal.withdrawn) return proposal.converted ? 'converted' : 'withdrawn';
  // An exclusion of the concept note is behind a proposal that was submitted in full.
  return screening?.excludedAt === 'full' ? 'excluded' : undefined;
}
