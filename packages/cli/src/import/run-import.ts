import type { Connection } from '../connection.ts';
import { createBadRows } from './bad-rows.ts';
import { catchUp } from './catch-up.ts';
import type { ImportCommand } from './command.ts';
import { commandsOf } from './commands-of.ts';
import { type CompiledStep, compileStep } from './compile-step.ts';
import { parameterCells } from './parameters.ts';
import type { Profile, Table } from './profile.ts';
import { readTable } from './read-table.ts';
import type { BadRow } from './row.ts';
import { type BulkSender, bulkSender } from './send-bulk.ts';
import { sendStep } from './send-step.ts';
import { countStep, type Refusals, type StepCounts } from './step-counts.ts';
import type { ImportResult, StepTally } from './tally.ts';

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
  const began = performance.now();
  const now = new Date().toISOString();
  const run = { profile, parameters: parameterCells(profile, options.parameters ?? {}), now };
  const sources = profile.steps.flatMap((step, at): Source[] =>
    sourceOf(compileStep(run, step, at), options),
  );
  if (sources.length === 0)
    throw new MissingTable(`No file was given that the profile ${profile.profile} knows.`);

  const bad = createBadRows();
  const refusals: Refusals = { kept: [], count: 0 };
  const ignored = new Map<string, readonly string[]>();
  const sender = connection && bulkSender(connection, now);
  const steps: StepTally[] = [];
  const funds = new Set<string>();
  for (const { step, table, files } of sources) {
    const stepBegan = performance.now();
    const counts = countStep(step, refusals);
    const rows = readTable(table, profile.currency, files, {
      bad: once(bad.add, counts.leftOut),
      ignoredColumns: (file, columns) => void ignored.set(file, columns),
    });
    await carryOut({
      step,
      commands: commandsOf(step, rows, bad, counts.leftOut),
      counts,
      options,
      sender,
    });
    for (const fund of counts.funds.keys()) funds.add(fund);
    steps.push(counts.tally(secondsSince(stepBegan)));
  }
  return {
    profile: profile.profile,
    steps,
    bad: bad.faults(),
    badRows: bad.rows(),
    refused: refusals.kept,
    refusedCommands: refusals.count,
    ignoredColumns: Object.fromEntries(ignored),
    funds: [...funds].filter((fund) => fund !== 'platform').toSorted(),
    seconds: secondsSince(began),
  };
}

/** Tells each fault, and `first` once a row; the faults of a row come one after another. */
function once(tell: (fault: BadRow) => void, first: () => void): (fault: BadRow) => void {
  let before = '';
  return (fault) => {
    const row = `${fault.file}:${fault.row}`;
    if (row !== before) first();
    before = row;
    tell(fault);
  };
}

const secondsSince = (began: number): number => Math.round(performance.now() - began) / 1000;

/** A step with the files it reads. */
interface Source {
  readonly step: CompiledStep;
  readonly table: Table;
  readonly files: readonly string[];
}

function sourceOf(step: CompiledStep, { profile, files }: ImportOptions): Source[] {
  const table = profile.tables[step.from];
  if (table === undefined) throw new RangeError(`No table ${step.from}`);
  const name = table.file ?? step.from;
  const given = files.get(name) ?? [];
  if (given.length > 0) return [{ step, table, files: given }];
  if (table.optional) return [];
  throw new MissingTable(
    `The profile ${profile.profile} needs a file of ${name}: give ${name}=FILE, or a folder that has one.`,
  );
}

interface Work {
  readonly step: CompiledStep;
  readonly commands: AsyncIterable<ImportCommand>;
  readonly counts: StepCounts;
  readonly options: ImportOptions;
  readonly sender: BulkSender | undefined;
}

async function carryOut({ step, commands, counts, options, sender }: Work): Promise<void> {
  const { connection, onCommand, onProgress } = options;
  const told = telling(commands, (command) => {
    counts.made(command);
    onCommand?.(step.name, command);
  });
  if (connection === undefined || sender === undefined) {
    for await (const _command of told);
    return;
  }
  let answers = 0;
  await sendStep(sender, step.persona, told, (command, answer) => {
    counts.answered(command, answer);
    answers += 1;
    onProgress?.(step.name, answers);
  });
  await catchUp(connection, step.persona, counts.funds);
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
