import type { Ballot, Charter, Tally } from './shapes.ts';

/** The ballots of the item, by seat. */
export type Ballots = { readonly [seat: string]: Ballot };

/**
 * What the ballots come to, of those seats alone that are entitled and present: by consensus when nobody is against,
 * otherwise by a share of the votes cast; abstentions are not cast, and where votes are counted nothing is carried by none.
 */
export function tallyOf(
  method: Charter['decisionMethod'],
  ballots: Ballots,
  entitledAndPresent: readonly string[],
): Tally {
  const counted = entitledAndPresent.map((seat) => ballots[seat]);
  const count = (ballot: Ballot): number => counted.filter((given) => given === ballot).length;
  const votes = { for: count('for'), against: count('against'), abstained: count('abstain') };
  const cast = votes.for + votes.against;
  const consensus = method.first === 'consensus' && (votes.against === 0 || method.otherwise === 'none');
  if (consensus) return { method: 'consensus', ...votes, cast, needed: 0, carried: votes.against === 0 };
  const share = method.first === 'consensus' ? method.otherwise : method.first;
  const counting = share === 'two-thirds' ? 'two-thirds' : 'majority';
  const needed = Math.max(
    1,
    counting === 'two-thirds' ? Math.ceil((2 * cast) / 3) : Math.floor(cast / 2) + 1,
  );
  return { method: counting, ...votes, cast, needed, carried: votes.for >= needed };
}

/** The arithmetic in words, for a refusal. */
export function wordTally(tally: Tally): string {
  const votes = `${tally.for} for, ${tally.against} against, ${tally.abstained} abstaining`;
  return tally.method === 'consensus'
    ? `${votes}; consensus needs that nobody is against`
    : `${votes}; ${tally.needed} of ${tally.cast} votes cast are needed (${tally.method})`;
}
