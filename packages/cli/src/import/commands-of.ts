import type { BadRows } from './bad-rows.ts';
import type { ImportCommand } from './command.ts';
import type { CompiledStep } from './compile-step.ts';
import { groupRows } from './group-rows.ts';
import type { Row } from './row.ts';
import type { Group } from './scope.ts';

const MAX_VALUE_SHOWN = 200;

/**
 * The commands that a step makes of rows. A row of which none can be made, or which means the same record as one before
 * it, is told to `bad`, counted with `leftOut`, and left out.
 */
export async function* commandsOf(
  step: CompiledStep,
  rows: AsyncIterable<Row>,
  bad: BadRows,
  leftOut: () => void,
): AsyncGenerator<ImportCommand> {
  const firstOf = new Map<string, ImportCommand['from']>();
  for await (const { row, group } of wanted(step, rows)) {
    const made = step.commandOf(row, group);
    if (!('path' in made)) {
      for (const fault of made) bad.add(fault);
      leftOut();
      continue;
    }
    const first = firstOf.get(made.record);
    if (first === undefined) {
      firstOf.set(made.record, made.from);
      yield made;
      continue;
    }
    const { file, number } = made.from;
    const value = made.record.slice(0, MAX_VALUE_SHOWN);
    const reason = `is the same record as row ${first.number} of ${first.file} in step ${step.name}: left out`;
    bad.add({ file, row: number, column: '', value, reason });
    leftOut();
  }
}

interface WantedRow {
  readonly row: Row;
  readonly group: Group | undefined;
}

async function* wanted(step: CompiledStep, rows: AsyncIterable<Row>): AsyncGenerator<WantedRow> {
  const { group, distinct, wants } = step;
  const kept = distinct === undefined ? only(rows, wants) : firsts(only(rows, wants), distinct);
  if (group === undefined) {
    for await (const row of kept) yield { row, group };
    return;
  }
  for (const { first, group: gathered } of await groupRows(kept, group))
    yield { row: first, group: gathered };
}

async function* only(rows: AsyncIterable<Row>, wants: (row: Row) => boolean): AsyncGenerator<Row> {
  for await (const row of rows) if (wants(row)) yield row;
}

async function* firsts(rows: AsyncIterable<Row>, columns: readonly string[]): AsyncGenerator<Row> {
  const seen = new Set<string>();
  for await (const row of rows) {
    const key = JSON.stringify(columns.map((name) => row.cells[name]?.given ?? null));
    if (seen.has(key)) continue;
    seen.add(key);
    yield row;
  }
}
