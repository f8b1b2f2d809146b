import { parseArgs } from 'node:util';

/** One command of `mdtf`. */
export interface CommandLine {
  readonly summary: string;
  readonly usage: string;
  /** Resolves to the exit code. */
  run(args: readonly string[]): Promise<number>;
}

/** A command line that cannot be understood; the message says what may be given. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The exit code of a command that could not be carried out at all. */
export const FAILED = 2;

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

/** Options and other arguments of a command; throws `UsageError` with its usage. */
export function readArguments<O extends Options>(args: readonly string[], options: O, usage: string) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)} Usage: ${usage}`);
  }
}

/** What `mdtf import` takes. */
export const IMPORT_USAGE =
  'mdtf import PROFILE (FOLDER | TABLE=FILE[,FILE…])… [--set NAME=VALUE]… [--url URL] [--report FILE] [--dry-run]';

/** How `mdtf relay` is asked. */
export const RELAY_USAGE = 'mdtf relay --database URL [--set-aside FUND --reason TEXT | --take-up FUND]';
