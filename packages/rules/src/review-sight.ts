import type { Actor } from '@mdtf/domain';

/** Where a review stands: a conflict and an end are for good. */
export type ReviewStatus = 'assigned' | 'accepted' | 'completed' | 'reopened' | 'conflict' | 'ended';

/** Who reviews, and where that stands. */
export interface ReviewingPerson {
  readonly reviewer: string;
  readonly status: ReviewStatus;
}

/** What decides who sees the reviews of one proposal. */
export interface ReviewsOf {
  readonly members: readonly ReviewingPerson[];
  /** The last ruling on each seat's interest in it. */
  readonly rulings: Readonly<Record<string, 'disclosure' | 'recusal'>>;
  /** The seats held by the organisation that leads it: recused in any case. */
  readonly leadSeats: readonly string[];
  /** The seats held by others of its consortium: recused until a disclosure is ruled. */
  readonly consortiumSeats: readonly string[];
  /** Whether the person is a partner of an organisation that applies with it. */
  readonly applies: boolean;
}

/** How much of a proposal's reviews someone sees: all, those that are completed, the own one alone, or none. */
export type Sight =
  | { readonly sees: 'all' | 'completed' | 'own' }
  | { readonly sees: 'none'; readonly why: 'recused' | 'conflict' | 'applicant' | 'not-a-reviewer' };

const KEEPERS: readonly string[] = ['secretariat', 'chair', 'auditor', 'admin', 'service'];
const SITS: readonly string[] = ['seat-holder', 'alternate'];

/**
 * Who has an interest sees none, whatever else the person is; whoever still has to review sees the own one alone; seats
 * and reviewers who have completed theirs see what is completed; secretariat, chair and auditors see all.
 */
export function sightOf({ id, roles, seats }: Actor, of: ReviewsOf): Sight {
  if (roles.includes('secretariat')) return { sees: 'all' };
  const { members, applies } = of;
  if (applies) return { sees: 'none', why: 'applicant' };
  if (seats.some((seat) => isRecused(seat, of))) return { sees: 'none', why: 'recused' };
  const own = members.filter(({ reviewer }) => reviewer === id);
  if (own.some(({ status }) => status === 'conflict')) return { sees: 'none', why: 'conflict' };
  const active = own.find(isActive);
  if (active !== undefined && active.status !== 'completed') return { sees: 'own' };
  if (roles.some((role) => KEEPERS.includes(role))) return { sees: 'all' };
  if (active !== undefined || roles.some((role) => SITS.includes(role))) return { sees: 'completed' };
  return { sees: 'none', why: 'not-a-reviewer' };
}

function isRecused(seat: string, { rulings, leadSeats, consortiumSeats }: ReviewsOf): boolean {
  if (leadSeats.includes(seat) || rulings[seat] === 'recusal') return true;
  return consortiumSeats.includes(seat) && rulings[seat] !== 'disclosure';
}

/** True while an assignment counts: neither ended nor given back for a conflict. */
export function isActive({ status }: Pick<ReviewingPerson, 'status'>): boolean {
  return status !== 'conflict' && status !== 'ended';
}

/** What an assignment opens or closes to a person: closed until the statement is signed, open while the review counts. */
export function accessOf(status: ReviewStatus | undefined): 'none' | 'closed' | 'open' {
  if (status === undefined || status === 'ended') return 'none';
  return status === 'assigned' || status === 'conflict' ? 'closed' : 'open';
}

/** Who is never closed out of a proposal by an assignment: those who run, check or carry the system. */
const NEVER_CLOSED: readonly string[] = ['secretariat', 'auditor', 'admin', 'service'];

/** Whether an assignment without a signed statement closes a proposal to somebody with these roles. */
export function mayBeClosed({ roles }: Pick<Actor, 'roles'>): boolean {
  return !roles.some((role) => NEVER_CLOSED.includes(role));
}
