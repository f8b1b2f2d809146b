import type { AnswerOf, reportingRoutes } from '@mdtf/contracts';
import type { Localised } from '@mdtf/domain';

/** A report as it is answered. */
export type Report = AnswerOf<typeof reportingRoutes.getReport>;

export type ReportName = Report['report'];
export type Column = Report['columns'][number];
export type ReportRow = Report['rows'][number];
export type Check = Report['checks'][number];

/** What one kind of report says: its columns, rows and totals, and the proof of its sums. */
export interface ReportBody {
  readonly title: Localised;
  readonly columns: readonly Column[];
  readonly rows: readonly ReportRow[];
  readonly totals: ReportRow;
  readonly checks: readonly Check[];
}

/** A column; a percentage says of what it is one and how it is rounded. */
export function column(
  name: string,
  kind: Column['kind'],
  en: string,
  fr: string,
  note: Localised | null = null,
): Column {
  return { name, kind, title: { en, fr }, note };
}

/** The note of a percentage: its denominator, and that halves are rounded up. */
export function percentOf(en: string, fr: string, decimals: 0 | 1 | 2): Localised {
  const places = {
    0: { en: 'to a whole percentage', fr: 'au pour cent entier' },
    1: { en: 'to one decimal', fr: 'à une décimale' },
    2: { en: 'to two decimals', fr: 'à deux décimales' },
  }[decimals];
  return {
    en: `Of ${en}, rounded half-up ${places.en}; blank where that is 0`,
    fr: `De ${fr}, arrondi ${places.fr}, la moitié vers le haut ; vide si ce total est nul`,
  };
}

/** A proof that two sums are one. */
export function equalSums(check: string, left: bigint, right: bigint): Check {
  return { check, holds: left === right };
}

export function sumOf<T>(items: Iterable<T>, amount: (item: T) => bigint): bigint {
  let sum = 0n;
  for (const item of items) sum += amount(item);
  return sum;
}
