import type { Verdict } from '@mdtf/domain';
import { evaluate, type SeatAtItem, severityUnder } from '@mdtf/rules';
import type { AgendaItem } from './agenda-item.ts';
import type { Charter, QuorumRecord, Tally } from './shapes.ts';

/** A sitting that approves an item. */
export interface Approving {
  readonly charter: Charter;
  readonly item: AgendaItem;
  readonly quorum: QuorumRecord;
  readonly tally: Tally;
  /** The seats of organisations that the item is of their own. */
  readonly ownSeats: readonly string[];
}

/** What the charter in force says of the sitting itself: R17 on its votes, R18 on its interests, R22 on its quorum. */
export function sittingVerdicts({ charter, item, quorum, tally, ownSeats }: Approving): readonly Verdict[] {
  const { rules, currency } = charter;
  const { method, abstained, constituencies = [] } = tally;
  const votes = { method, for: tally.for, against: tally.against, abstained };
  const parts = constituencies.map((part) => ({
    id: part.constituency,
    for: part.for,
    against: part.against,
  }));
  const seats = [...quorum.entitled, ...quorum.recused].map((seat) => seatAt(seat, item, quorum, ownSeats));
  const nothingElse = { contributionMinor: null, payment: null, audit: null };
  return [
    evaluate('R17', 'decision', { ...votes, constituencies: parts }, rules),
    evaluate('R18', 'decision', { seats }, rules),
    evaluate('R22', 'decision', { currency, quorum: presenceOf(quorum), ...nothingElse }, rules),
  ];
}

function seatAt(
  seat: string,
  { interests, ballots }: AgendaItem,
  { present }: QuorumRecord,
  ownSeats: readonly string[],
): SeatAtItem {
  const declared = interests.find((interest) => interest.seat === seat);
  return {
    seat,
    interest: declared?.ruling ?? 'none',
    own: ownSeats.includes(seat),
    // A ballot cast before a recusal is not counted.
    voted: present.includes(seat) && Object.hasOwn(ballots, seat),
  };
}

/** A decision that silence takes, with the rules of the sitting as they were when the seats were asked. */
export interface Silence {
  readonly rules: Pick<Charter['rules'], SittingRule>;
  readonly currency: string;
  readonly quorum: QuorumRecord;
  /** The seats that said they had no objection. */
  readonly agreed: readonly string[];
  readonly disclosed: readonly string[];
  readonly ownSeats: readonly string[];
}

type SittingRule = 'R17' | 'R18' | 'R22';

/** The rules of the sitting in a charter, for a decision that is taken later, from its own document. */
export function sittingRules({ rules }: Charter): Silence['rules'] {
  // A rule that came after the charter does not bind under it, and is said to be off.
  const kept = (id: SittingRule) =>
    rules[id] ?? { severities: { decision: severityUnder(id, 'decision', rules) } };
  return { R17: kept('R17'), R18: kept('R18'), R22: kept('R22') };
}

/** The same of a decision outside a meeting: nobody is against it (R17), interests are ruled (R18), enough seats were reached (R22). */
export function silenceVerdicts(silence: Silence): readonly Verdict[] {
  const { rules, currency, quorum, agreed, disclosed, ownSeats } = silence;
  const votes = { for: agreed.length, against: 0, abstained: 0, constituencies: [] };
  const seats = [...quorum.entitled, ...quorum.recused].map((seat) => ({
    seat,
    interest: interestOf(seat, quorum, disclosed),
    own: ownSeats.includes(seat),
    voted: agreed.includes(seat) && quorum.present.includes(seat),
  }));
  const nothingElse = { contributionMinor: null, payment: null, audit: null };
  return [
    evaluate('R17', 'decision', { method: 'consensus', ...votes }, rules),
    evaluate('R18', 'decision', { seats }, rules),
    evaluate('R22', 'decision', { currency, quorum: presenceOf(quorum), ...nothingElse }, rules),
  ];
}

function interestOf(
  seat: string,
  { recused }: QuorumRecord,
  disclosed: readonly string[],
): SeatAtItem['interest'] {
  if (recused.includes(seat)) return 'recusal';
  return disclosed.includes(seat) ? 'disclosure' : 'none';
}

function presenceOf({ present, needed, constituencies }: QuorumRecord) {
  return {
    present: present.length,
    needed,
    constituencies: constituencies.map((each) => ({
      id: each.constituency,
      present: each.present,
      needed: each.needed,
    })),
  };
}
