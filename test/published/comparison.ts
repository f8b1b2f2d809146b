/** One published figure that the reports do not give. */
export interface Difference {
  readonly where: string;
  readonly published: string;
  readonly reported: string;
  /** Why the source cannot be exact here, where that is so. */
  readonly explained?: string;
}

/** How many published rows the reports give equal, and each that they do not. */
export interface Comparison {
  readonly what: string;
  readonly equal: number;
  readonly different: readonly Difference[];
  /** How exactly they are equal, where the source prints roughly. */
  readonly notes?: readonly string[];
}

/** A row of a report. */
export type ReportRow = Readonly<Record<string, string | number | boolean | null>>;

interface Looked {
  readonly where: string;
  readonly published: string;
  /** Undefined where the report says nothing of it. */
  readonly reported: string | undefined;
  readonly isEqual: boolean;
  readonly explained?: string | undefined;
}

/** Compares every published thing with what the report says of it. */
export function compareEach<T>(what: string, published: readonly T[], look: (item: T) => Looked): Comparison {
  const looked = published.map(look);
  const different = looked
    .filter(({ isEqual }) => !isEqual)
    .map(({ where, published, reported = 'nothing', explained }) => ({
      where,
      published,
      reported,
      ...(explained === undefined ? {} : { explained }),
    }));
  return { what, equal: looked.length - different.length, different };
}

/** What a cell of a report says, as text. */
export const cellText = (row: ReportRow | undefined, column: string): string | undefined => {
  const cell = row?.[column];
  return cell === undefined || cell === null ? undefined : String(cell);
};
