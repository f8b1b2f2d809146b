import type { Cell, Row } from './row.ts';
import type { DateCell, Group } from './scope.ts';

/** The first row of a group, and what is asked of all of them. */
export interface GroupedRow {
  readonly first: Row;
  readonly group: Group;
}

/** The most groups that one step may make. */
export const MAX_GROUPS = 1_000_000;

interface Gathering {
  readonly first: Row;
  rows: number;
  readonly totals: Map<string, bigint>;
  readonly earliest: Map<string, DateCell>;
  readonly latest: Map<string, DateCell>;
}

/** Gathers rows that are equal in `columns`, spellings of one name counting as one, keeping sums and dates only; groups come in the order of their first rows. */
export async function groupRows(
  rows: AsyncIterable<Row>,
  columns: readonly string[],
): Promise<readonly GroupedRow[]> {
  const groups = new Map<string, Gathering>();
  for await (const row of rows) {
    const key = JSON.stringify(columns.map((name) => keyOf(row.cells[name])));
    let group = groups.get(key);
    if (group === undefined) {
      if (groups.size >= MAX_GROUPS) throw new RangeError(`More than ${MAX_GROUPS} groups`);
      group = { first: row, rows: 0, totals: new Map(), earliest: new Map(), latest: new Map() };
      groups.set(key, group);
    }
    add(group, row);
  }
  return [...groups.values()].map(({ first, ...group }) => ({ first, group }));
}

function keyOf(cell: Cell | undefined): string | null {
  if (cell === undefined) return null;
  return cell.kind === 'text' ? (cell.alike ?? cell.given) : cell.given;
}

function add(group: Gathering, { cells }: Row): void {
  group.rows += 1;
  for (const [name, cell] of Object.entries(cells)) {
    if (cell.kind === 'decimal') {
      group.totals.set(name, (group.totals.get(name) ?? 0n) + cell.minor);
    } else if (cell.kind === 'date') {
      if (cell.instant < (group.earliest.get(name)?.instant ?? '~')) group.earliest.set(name, cell);
      if (cell.instant > (group.latest.get(name)?.instant ?? '')) group.latest.set(name, cell);
    }
  }
}
