import type { Actor } from '@mdtf/domain';
import { isActive, type Panel } from './panel.ts';

/** What decides who sees the reviews of one proposal. */
export interface ReviewsOf {
  readonly panel: Pick<Panel, 'members'>;
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
  const { panel, applies } = of;
  if (applies) return { sees: 'none', why: 'applicant' };
  if (seats.some((seat) => isRecused(seat, of))) return { sees: 'none', why: 'recused' };
  const own = panel.members.filter(({ reviewer }) => reviewer === id);
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
