import { execFile, spawn } from 'node:child_process';
import { copyFile, mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The version the figures in the documents were made with; others may find other things. */
export const SCHEMATHESIS_VERSION = '4.32.5';

const ROLE_TIMEOUT_MS = 30 * 60_000;

/** The command that runs schemathesis: `MDTF_SCHEMATHESIS`, or the one on the path; throws with what to install. */
export async function needSchemathesis(): Promise<string> {
  const command = process.env.MDTF_SCHEMATHESIS ?? 'schemathesis';
  try {
    await promisify(execFile)(command, ['--version']);
    return command;
  } catch {
    throw new Error(
      `There is no ${command}: python3 -m venv fuzz && fuzz/bin/pip install schemathesis==${SCHEMATHESIS_VERSION}, then MDTF_SCHEMATHESIS=fuzz/bin/schemathesis npm run fuzz`,
    );
  }
}

/** What came of the requests of one role. */
export interface RoleRun {
  readonly role: string;
  readonly operations: number;
  readonly cases: number;
  /** Operations of which at least one request was accepted. */
  readonly accepted: number;
  /** Each check that failed, with the operations it failed for. */
  readonly failures: readonly string[];
  readonly seconds: number;
  /** Where what it said is kept. */
  readonly log: string;
}

interface RunOptions {
  readonly command: string;
  readonly folder: string;
  readonly role: string;
  readonly token: string | undefined;
  readonly url: string;
  readonly examples: string;
  readonly seed: string;
}

/** Runs every check of schemathesis, and those of `hooks.py`, with the token of one role. */
export async function runSchemathesis(options: RunOptions): Promise<RoleRun> {
  const { command, folder, role, token, url, examples, seed } = options;
  // It keeps what it learns where it runs, and looks for the hooks there.
  const cwd = join(folder, role);
  await mkdir(cwd);
  for (const file of ['hooks.py', 'schemathesis.toml']) {
    await copyFile(join(import.meta.dirname, file), join(cwd, file));
  }
  const report = join(cwd, 'report.json');
  const log = join(cwd, 'output.txt');
  await using output = await open(log, 'w');
  const args = [
    'run',
    `${url}/openapi.json`,
    ...(token === undefined ? [] : ['--header', `Authorization: Bearer ${token}`]),
    ...['--checks', 'all', '--phases', 'examples,coverage,fuzzing,stateful', '--continue-on-failure'],
    ...['--max-examples', examples, '--seed', seed, '--workers', '2', '--generation-database', 'none'],
    ...['--no-color', '--report', 'json', '--report-json-path', report],
  ];
  await ended(
    spawn(command, args, { cwd, stdio: ['ignore', output.fd, output.fd], timeout: ROLE_TIMEOUT_MS }),
  );
  return readRun(role, log, await readFile(report, 'utf8').catch(() => undefined));
}

function ended(child: ReturnType<typeof spawn>): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  child.once('error', reject).once('close', () => resolve());
  return promise;
}

interface Report {
  readonly running_time: number;
  readonly stop_reason: string;
  readonly operations: { readonly tested: number };
  readonly test_cases: { readonly generated: number };
  readonly failures: readonly { readonly title: string; readonly operations: readonly string[] }[];
  readonly errors: readonly unknown[];
  readonly valid_rates: Readonly<Record<string, Readonly<Record<string, { readonly accepted: number }>>>>;
}

function readRun(role: string, log: string, text: string | undefined): RoleRun {
  const nothing = { role, operations: 0, cases: 0, accepted: 0, seconds: 0, log };
  if (text === undefined) return { ...nothing, failures: ['it did not come to its end'] };
  const report = JSON.parse(text) as Report;
  const isComplete = report.stop_reason === 'completed';
  return {
    ...nothing,
    operations: report.operations.tested,
    cases: report.test_cases.generated,
    accepted: Object.values(report.valid_rates).filter((phases) =>
      Object.values(phases).some(({ accepted }) => accepted > 0),
    ).length,
    failures: [
      ...(isComplete ? [] : [`it stopped: ${report.stop_reason}`]),
      ...report.failures.map(({ title, operations }) => `${title}: ${operations.join(', ')}`),
      ...report.errors.map((error) => `an error of its own: ${JSON.stringify(error).slice(0, 500)}`),
    ],
    seconds: report.running_time,
  };
}
