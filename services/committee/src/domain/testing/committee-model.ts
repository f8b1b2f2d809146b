/** A committee drawn at random, with what it is asked to decide on; seats are numbered. */
export interface DrawnCommittee {
  readonly seats: readonly {
    readonly constituency: number;
    readonly voting: boolean;
    readonly weight: number;
    readonly present: boolean;
    readonly recused: boolean;
    readonly ballot: 'for' | 'against' | 'abstain' | null;
  }[];
  readonly share: readonly [number, number];
  readonly minima: readonly number[];
  readonly first: 'consensus' | 'majority' | 'two-thirds' | 'per-constituency';
  readonly otherwise: 'majority' | 'two-thirds' | 'per-constituency' | 'none';
  /** True where the charter says that for what is decided, and for all else something else. */
  readonly ofItsKind: boolean;
}

/** What becomes of it. */
export interface Judged {
  readonly quorate: boolean;
  readonly carried: boolean;
}

/** Numbers from 0 to `below`, exclusive, from a seed; the same for the same seed. */
export function drawFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 13), 0x297a2d39) >>> 0;
    return ((mixed ^ (mixed >>> 16)) >>> 0) % below;
  };
}

/** A committee of 1 to 12 seats in up to four constituencies. */
export function drawCommittee(seed: number): DrawnCommittee {
  const draw = drawFrom(seed);
  const pick = <T>(...choices: readonly T[]): T => choices[draw(choices.length)] as T;
  const constituencies = 1 + draw(4);
  const denominator = 1 + draw(6);
  return {
    seats: Array.from({ length: 1 + draw(12) }, () => ({
      constituency: draw(constituencies),
      voting: draw(8) > 0,
      weight: pick(1, 1, 1, 2, 3),
      present: draw(5) > 0,
      recused: draw(7) === 0,
      ballot: pick('for', 'for', 'for', 'against', 'abstain', null),
    })),
    share: [draw(denominator + 1), denominator],
    minima: Array.from({ length: constituencies }, () => pick(0, 0, 1, 2)),
    first: pick('consensus', 'majority', 'two-thirds', 'per-constituency'),
    otherwise: pick('majority', 'two-thirds', 'per-constituency', 'none'),
    ofItsKind: draw(2) === 0,
  };
}

/** The rules read aloud: one seat and one ballot at a time, no rounding, nothing shared with what it is held against. */
export function judge({ seats, share, minima, first, otherwise }: DrawnCommittee): Judged {
  let entitled = 0;
  let there = 0;
  const thereOf = minima.map(() => 0);
  const box: { constituency: number; ballot: string }[] = [];
  for (const seat of seats) {
    if (!seat.voting || seat.recused) continue;
    entitled += 1;
    if (!seat.present) continue;
    there += 1;
    thereOf[seat.constituency] = (thereOf[seat.constituency] ?? 0) + 1;
    // A vote of weight three is three papers in the box.
    for (let paper = 0; paper < seat.weight; paper += 1)
      if (seat.ballot !== null) box.push({ constituency: seat.constituency, ballot: seat.ballot });
  }
  const [numerator, denominator] = share;
  const enough = there > 0 && there * denominator >= numerator * entitled;
  const quorate = enough && minima.every((minimum, at) => (thereOf[at] ?? 0) >= minimum);

  const papers = (ballot: string, constituency?: number) =>
    box.filter(
      (paper) => paper.ballot === ballot && (constituency ?? paper.constituency) === paper.constituency,
    ).length;
  const moreForThanAgainst = (constituency?: number) =>
    papers('for', constituency) > papers('against', constituency);
  const carriedBy = (method: string): boolean => {
    if (method === 'none') return false;
    if (method === 'majority') return moreForThanAgainst();
    if (method === 'two-thirds') return papers('for') > 0 && papers('for') >= 2 * papers('against');
    const voting = minima.map((_, at) => at).filter((at) => papers('for', at) + papers('against', at) > 0);
    return voting.length > 0 && voting.every((at) => moreForThanAgainst(at));
  };
  if (first !== 'consensus') return { quorate, carried: carriedBy(first) };
  return { quorate, carried: papers('against') === 0 || carriedBy(otherwise) };
}
