import { writeFile } from 'node:fs/promises';
import { readArguments, UsageError, IMPORT_USAGE as usage } from '../command-line.ts';
import { connectTo, DEFAULT_URL } from '../connection.ts';
import { filesFor, loadProfile, profileNames } from '../import/load-profile.ts';
import { runImport } from '../import/run-import.ts';
import { summaryOf } from '../import/summary.ts';

const options = {
  url: { type: 'string', default: DEFAULT_URL },
  set: { type: 'string', multiple: true, default: [] as string[] },
  report: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
} as const;

/** Loads published records through the system's own commands; 0 when every row was good and accepted, otherwise 1. */
export async function importRecords(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, options, usage);
  const [name, ...given] = positionals;
  if (name === undefined || given.length === 0)
    throw new UsageError(`Usage: ${usage}. Profiles: ${(await profileNames()).join(', ')}.`);
  const profile = await loadProfile(name);
  const result = await runImport({
    profile,
    files: await filesFor(profile, given),
    parameters: Object.fromEntries(values.set.map(nameAndValue)),
    ...(values['dry-run'] ? {} : { connection: connectTo(values.url) }),
    onProgress: progressLine(),
  });
  process.stderr.write(CLEAR_LINE);
  process.stdout.write(`${summaryOf(result)}\n`);
  if (values.report !== undefined)
    await writeFile(values.report, `${JSON.stringify(result, undefined, 2)}\n`);
  return result.badRows > 0 || result.refusedCommands > 0 ? 1 : 0;
}

function nameAndValue(text: string): readonly [string, string] {
  const [name = '', value] = text.split(/=(.*)/s, 2);
  if (value === undefined) throw new UsageError(`--set takes NAME=VALUE, not ${text}.`);
  return [name, value];
}

const CLEAR_LINE = process.stderr.isTTY ? '\r\u001B[K' : '';
const PROGRESS_EVERY_MS = 200;

function progressLine(): (step: string, answered: number) => void {
  let shownAt = 0;
  return (step, answered) => {
    if (!process.stderr.isTTY || Date.now() - shownAt < PROGRESS_EVERY_MS) return;
    shownAt = Date.now();
    process.stderr.write(`${CLEAR_LINE}${step}: ${answered}`);
  };
}
