import type { Problem } from '@mdtf/contracts';
import type { BadRow } from './row.ts';

/** What became of one step. */
export interface StepTally {
  readonly step: string;
  readonly about: string;
  /** Commands sent; the other counts make it up. */
  readonly sent: number;
  readonly accepted: number;
  /** Recorded by an earlier run, or under the same id before. */
  readonly alreadyThere: number;
  readonly refused: number;
  /** Rows of which no command could be made. */
  readonly bad: number;
  readonly seconds: number;
}

/** A command that the system said no to. */
export interface RefusedCommand {
  readonly step: string;
  readonly file: string;
  readonly row: number;
  readonly path: string;
  readonly status: number;
  readonly type: string;
  readonly detail: string;
}

/** What became of an import: everything it says, and everything that `--report` keeps. */
export interface ImportResult {
  readonly profile: string;
  readonly steps: readonly StepTally[];
  /** By file and row; the first `MAX_KEPT`. */
  readonly bad: readonly BadRow[];
  readonly badRows: number;
  readonly refused: readonly RefusedCommand[];
  readonly refusedCommands: number;
  readonly ignoredColumns: Readonly<Record<string, readonly string[]>>;
  readonly funds: readonly string[];
  readonly seconds: number;
}

/** How many bad rows and refused commands are kept by name; all are counted. */
export const MAX_KEPT = 100_000;

/** The reason of a refusal in one line: its detail, and each field at fault. */
export function detailOf(problem: Partial<Problem>): string {
  const fields = (problem.errors ?? []).map(({ field, message }) => `${field} ${message}`);
  return [problem.detail ?? problem.title ?? '', ...fields].filter((part) => part !== '').join(' ');
}
