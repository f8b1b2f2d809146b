/** What the year came to, and where the system did otherwise than the model foretold. */
export interface Year {
  readonly counts: Record<Count, number>;
  readonly differences: string[];
}

export type Count =
  | 'approved'
  | 'allocated'
  | 'not allocated: pot'
  | 'not allocated: window'
  | 'not allocated: cap'
  | 'not carried'
  | 'kept out by a rule'
  | 'deferred without a quorum'
  | 'non-objections'
  | 'approved by silence'
  | 'brought to a session by an objection'
  | 'silence without a quorum'
  | 'waivers asked'
  | 'waivers granted'
  | 'recusals';

/** A year in which nothing has happened. */
export function emptyYear(): Year {
  return {
    counts: {
      approved: 0,
      allocated: 0,
      'not allocated: pot': 0,
      'not allocated: window': 0,
      'not allocated: cap': 0,
      'not carried': 0,
      'kept out by a rule': 0,
      'deferred without a quorum': 0,
      'non-objections': 0,
      'approved by silence': 0,
      'brought to a session by an objection': 0,
      'silence without a quorum': 0,
      'waivers asked': 0,
      'waivers granted': 0,
      recusals: 0,
    },
    differences: [],
  };
}

/** Notes a difference between what was foretold and what came; none where they are the same. */
export function compare({ differences }: Year, what: string, foretold: unknown, came: unknown): void {
  const [a, b] = [JSON.stringify(foretold), JSON.stringify(came)];
  if (a !== b) differences.push(`${what}: foretold ${a}, came ${b}`);
}
