import { ProfileMistake } from './profile.ts';
import type { Cell, Cells } from './row.ts';

/** What a member of a command becomes when what it is made of is blank: it is left out. */
export const BLANK: unique symbol = Symbol('blank');

/** Rows equal in the columns of a step's `group`, as far as sums and dates of them are asked for. */
export interface Group {
  readonly rows: number;
  /** By column: the sum, in minor units. */
  readonly totals: ReadonlyMap<string, bigint>;
  readonly earliest: ReadonlyMap<string, DateCell>;
  readonly latest: ReadonlyMap<string, DateCell>;
}

export type DateCell = Extract<Cell, { kind: 'date' }>;

/** What one command is made of: the cells of a row, or of the first row of a group. */
export interface Scope {
  readonly cells: Cells;
  readonly group: Group | undefined;
  /** When the import began. */
  readonly now: string;
  /** Values that no command can be made of; told as bad rows. */
  readonly mistakes: { readonly column: string; readonly value: string; readonly reason: string }[];
}

/** A value of a profile made ready: what it comes to for a row, or `BLANK`. */
export type Compiled<T = unknown> = (scope: Scope) => T | typeof BLANK;

/** Where in a profile a value stands, and what it may name. */
export interface Place {
  readonly path: string;
  readonly columns: Readonly<Record<string, Cell['kind']>>;
  readonly isGrouped: boolean;
  readonly currency: string;
  /** The columns named so far: their given texts become the provenance. */
  readonly used: Set<string>;
}

/** The place of a member of the value at `place`. */
export const within = (place: Place, member: string | number): Place => ({
  ...place,
  path: `${place.path}.${member}`,
});

/** The cell of a column, checked to exist and to be of one of `kinds`; throws `ProfileMistake`. */
export function columnAt(place: Place, name: unknown, ...kinds: Cell['kind'][]): Compiled<Cell> {
  if (typeof name !== 'string') throw new ProfileMistake(place.path, 'a column is named by a text');
  const kind = place.columns[name];
  if (kind === undefined) throw new ProfileMistake(place.path, `there is no column ${name}`);
  if (kinds.length > 0 && !kinds.includes(kind))
    throw new ProfileMistake(place.path, `column ${name} is ${kind}, not ${kinds.join(' or ')}`);
  place.used.add(name);
  return ({ cells }) => cells[name] ?? BLANK;
}
