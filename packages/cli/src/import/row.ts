/** One value of a row, read as its column says; `given` is the source's own text. */
export type Cell = { readonly given: string } /** `alike` is the same for all spellings of one name. */ & (
  | { readonly kind: 'text'; readonly alike?: string }
  | { readonly kind: 'integer'; readonly number: number }
  | { readonly kind: 'decimal'; readonly minor: bigint }
  | { readonly kind: 'date'; readonly date: string; readonly instant: string }
  | { readonly kind: 'counts'; readonly counts: Readonly<Record<string, number>> }
  | { readonly kind: 'boolean'; readonly value: boolean }
);

export type Cells = Readonly<Record<string, Cell>>;

/** A row that can be used: every column it must have is there and readable; blank ones are absent. */
export interface Row {
  readonly file: string;
  /** As a spreadsheet counts: the header of a CSV file is row 1. */
  readonly number: number;
  readonly cells: Cells;
}

/** Why a row, or one thing made of it, was left out. */
export interface BadRow {
  readonly file: string;
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly reason: string;
}
