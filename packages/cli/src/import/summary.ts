import { textTable } from '../text-table.ts';
import type { ImportResult } from './tally.ts';

/** How many bad rows and refused commands are printed. */
export const MAX_PRINTED = 50;

const NUMBERS = new Set([1, 2, 3, 4, 5, 6]);

/** What a person reads at the end of an import: a line a step, then each bad row and refused command with its reason. */
export function summaryOf(result: ImportResult): string {
  const { steps, bad, badRows, refused, refusedCommands, ignoredColumns, seconds } = result;
  const rows = steps.map((step) => [
    step.step,
    ...[step.sent, step.accepted, step.alreadyThere, step.refused, step.bad].map(String),
    `${step.seconds.toFixed(1)} s`,
  ]);
  const sent = steps.reduce((sum, step) => sum + step.sent, 0);
  return [
    textTable(['step', 'sent', 'accepted', 'already there', 'refused', 'bad', 'took'], rows, NUMBERS),
    '',
    `${sent} commands in ${seconds.toFixed(1)} s; ${badRows} bad rows, ${refusedCommands} refused.`,
    ...Object.entries(ignoredColumns).map(
      ([file, columns]) => `${file}: ${columns.length} columns not used (${columns.join(', ')})`,
    ),
    ...bad
      .slice(0, MAX_PRINTED)
      .map(
        ({ file, row, column, value, reason }) =>
          `bad: ${file} row ${row}${column === '' ? '' : `, ${column}`}${value === '' ? '' : ` ${JSON.stringify(value)}`} ${reason}`,
      ),
    ...more(bad.length, 'faults'),
    ...refused
      .slice(0, MAX_PRINTED)
      .map(
        ({ step, file, row, status, type, detail }) =>
          `refused: ${file} row ${row}, ${step}: ${status} ${type.replace(/^.*:/, '')}. ${detail}`,
      ),
    ...more(refused.length, 'refusals'),
  ].join('\n');
}

const more = (count: number, what: string): readonly string[] =>
  count > MAX_PRINTED ? [`… and ${count - MAX_PRINTED} more ${what}; --report FILE keeps them all.`] : [];
