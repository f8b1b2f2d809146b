import type { Connection } from '../connection.ts';
import { catchUp } from './catch-up.ts';
import type { ImportCommand } from './command.ts';
import { type CompiledStep, compileStep } from './compile-step.ts';
import { groupRows } from './group-rows.ts';
import { parameterCells } from './parameters.ts';
import type { Profile } from './profile.ts';
import { type ReadingNotes, readTable } from './read-table.ts';
import type { Row } from './row.ts';
import type { Group } from './scope.ts';
import { type BulkAnswer, bulkSender, saysAlready } from './send-bulk.ts';
import { sendStep } from './send-step.ts';
import {
  BadRows,
  detailOf,
  type ImportResult,
  MAX_KEPT,
  type RefusedCommand,
  type StepTally,
} from './tally.ts';

/** What is imported, from where to where. */
export interface ImportOptions {
  readonly profile: Profile;
  /** By the name of the table's file: the paths, in the order in which they are read. */
  readonly files: ReadonlyMap<string, readonly string[]>;
  readonly parameters?: Readonly<Record<string, string>>;
  /** Absent: every command is made and checked, and none is sent. */
  readonly connection?: Connection;
  /** Told the commands as they are made; for looking at them. */
  readonly onCommand?: (step: string, command: ImportCommand) => void;
  readonly onProgress?: (step: string, answered: number) => void;
}

/** A table that the profile needs and no file was given for; the message says how to give it. */
export class MissingTable extends Error {
  override readonly name = 'MissingTable';
}

/**
 * Makes commands of the files' rows, step by step, sends them in bulk, and waits after each step until the services have
 * caught up. Rows that cannot be used and commands that are refused are told in the result and do not stop the others.
 */
export async function runImport(options: ImportOptions): Promise<ImportResult> {
  const { profile, connection } = options;
  const now = new Date().toISOString();
  const run = { profile, parameters: parameterCells(profile, options.parameters ?? {}), now };
  const steps = profile.steps.map((step, at) => compileStep(run, step, at));
  const began = performance.now();
  const notes = new ImportNotes();
  const tallies: StepTally[] = [];
  const allFunds = new Set<string>();
  if (steps.every((step) => filesOf(step, options) === undefined)) {
    throw new MissingTable(`No file was given that the profile ${profile.profile} knows.`);
  }
  for (const step of steps) {
    const files = filesOf(step, options);
    if (files === undefined) continue;
    const stepBegan = performance.now();
    const tally = new Counting(step, notes);
    const commands = commandsOf(step, rowsOf(step, options, files, notes), notes, tally);
    const told = telling(commands, (command) => {
      tally.funds.add(command.fund);
      options.onCommand?.(step.name, command);
    });
    if (connection === undefined) {
      for await (const _command of told) tally.sent += 1;
    } else {
      await sendStep(bulkSender(connection, now), step.persona, told, (command, answer) => {
        tally.answered(command, answer);
        options.onProgress?.(step.name, tally.sent);
      });
      await catchUp(connection, step.persona, tally.funds);
    }
    for (const fund of tally.funds) allFunds.add(fund);
    tallies.push(tally.done(secondsSince(stepBegan)));
  }
  return {
    profile: profile.profile,
    steps: tallies,
    bad: notes.bad.faults,
    badRows: notes.bad.rows,
    refused: notes.refused,
    refusedCommands: notes.refusedCommands,
    ignoredColumns: Object.fromEntries(notes.ignored),
    funds: [...allFunds].filter((fund) => fund !== 'platform').toSorted(),
    seconds: secondsSince(began),
  };
}

const secondsSince = (began: number): number => Math.round(performance.now() - began) / 1000;

function filesOf({ from }: CompiledStep, { profile, files }: ImportOptions): readonly string[] | undefined {
  const table = profile.tables[from];
  const name = table?.file ?? from;
  const found = files.get(name);
  if (found !== undefined && found.length > 0) return found;
  if (table?.optional === true) return undefined;
  throw new MissingTable(
    `The profile ${profile.profile} needs a file of ${name}: give ${name}=FILE, or a folder that has one.`,
  );
}

class ImportNotes {
  readonly bad = new BadRows();
  readonly refused: RefusedCommand[] = [];
  readonly ignored = new Map<string, readonly string[]>();
  refusedCommands = 0;
}

function rowsOf(
  { from }: CompiledStep,
  { profile }: ImportOptions,
  files: readonly string[],
  { bad, ignored }: ImportNotes,
): AsyncIterable<Row> {
  const table = profile.tables[from];
  if (table === undefined) throw new RangeError(`No table ${from}`);
  const notes: ReadingNotes = {
    bad: (row) => void bad.add(row),
    ignoredColumns: (file, columns) => void ignored.set(file, columns),
  };
  return readTable(table, profile.currency, files, notes);
}

async function* commandsOf(
  step: CompiledStep,
  rows: AsyncIterable<Row>,
  { bad }: ImportNotes,
  tally: Counting,
): AsyncGenerator<ImportCommand> {
  const firstOf = new Map<string, ImportCommand['from']>();
  for await (const { row, group } of wanted(step, rows)) {
    const made = step.commandOf(row, group);
    if (!('path' in made)) {
      for (const fault of made) bad.add(fault);
      tally.bad += 1;
      continue;
    }
    const first = firstOf.get(made.record);
    if (first === undefined) {
      firstOf.set(made.record, made.from);
      yield made;
      continue;
    }
    const { file, number } = made.from;
    const reason = `is the same record as row ${first.number} of ${first.file} in step ${step.name}: left out`;
    bad.add({ file, row: number, column: '', value: made.record.slice(0, 200), reason });
    tally.bad += 1;
  }
}

async function* wanted(
  { group, wants }: CompiledStep,
  rows: AsyncIterable<Row>,
): AsyncGenerator<{ readonly row: Row; readonly group: Group | undefined }> {
  const kept = (async function* () {
    for await (const row of rows) if (wants(row)) yield row;
  })();
  if (group === undefined) {
    for await (const row of kept) yield { row, group: undefined };
    return;
  }
  for (const { first, group: gathered } of await groupRows(kept, group))
    yield { row: first, group: gathered };
}

async function* telling(
  commands: AsyncIterable<ImportCommand>,
  tell: (command: ImportCommand) => void,
): AsyncGenerator<ImportCommand> {
  for await (const command of commands) {
    tell(command);
    yield command;
  }
}

class Counting {
  readonly funds = new Set<string>();
  readonly #step: CompiledStep;
  readonly #notes: ImportNotes;
  sent = 0;
  accepted = 0;
  alreadyThere = 0;
  refused = 0;
  bad = 0;

  constructor(step: CompiledStep, notes: ImportNotes) {
    this.#step = step;
    this.#notes = notes;
  }

  answered({ path, from }: ImportCommand, answer: BulkAnswer): void {
    this.sent += 1;
    if (answer.status < 300) {
      if (answer.replayed) this.alreadyThere += 1;
      else this.accepted += 1;
    } else if (saysAlready(answer)) {
      this.alreadyThere += 1;
    } else {
      this.refused += 1;
      this.#notes.refusedCommands += 1;
      const problem = (answer.body ?? {}) as { type?: string };
      const { status } = answer;
      const { file, number: row } = from;
      const told = { step: this.#step.name, file, row, path, status };
      if (this.#notes.refused.length < MAX_KEPT)
        this.#notes.refused.push({ ...told, type: problem.type ?? '', detail: detailOf(problem) });
    }
  }

  done(seconds: number): StepTally {
    const { name: step, about } = this.#step;
    const { sent, accepted, alreadyThere, refused, bad } = this;
    return { step, about, sent, accepted, alreadyThere, refused, bad, seconds };
  }
}
