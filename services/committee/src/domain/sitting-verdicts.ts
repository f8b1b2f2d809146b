import type { Verdict } from '@mdtf/domain';
import { evaluate, type SeatAtItem } from '@mdtf/rules';
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
  const presence = {
    present: quorum.present.length,
    needed: quorum.needed,
    constituencies: quorum.constituencies.map(({ constituency, present, needed }) => ({
      id: constituency,
      present,
      needed,
    })),
  };
  const seats = [...quorum.entitled, ...quorum.recused].map((seat) => seatAt(seat, item, quorum, ownSeats));
  const nothingElse = { contributionMinor: null, payment: null, audit: null };
  return [
    evaluate('R17', 'decision', { ...votes, constituencies: parts }, rules),
    evaluate('R18', 'decision', { seats }, rules),
    evaluate('R22', 'decision', { currency, quorum: presence, ...nothingElse }, rules),
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
