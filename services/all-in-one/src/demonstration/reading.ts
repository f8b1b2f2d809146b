import { type REPORT_NAMES, reportingRoutes } from '@mdtf/contracts';
import type { Api } from './api.ts';

/** The amount of money in an answer, or undefined where there is none. */
export const money = (value: { readonly amount: string } | null | undefined): string | undefined =>
  value?.amount;

type Row = Readonly<Record<string, string | number | boolean | null>>;

/** A named report as of a date and, where given, as known at an instant. */
export async function reportOf(
  api: Api,
  fundId: string,
  name: (typeof REPORT_NAMES)[number],
  query: { asOf?: string; knownAt?: string; windowId?: string },
) {
  return api.read('auditor', reportingRoutes.getReport, { params: { fundId, name }, query });
}

/** The row of a report whose column has a value. */
export const rowWhere = (rows: readonly Row[], column: string, value: string): Row =>
  rows.find((row) => row[column] === value) ?? {};

/** The amount of a line of the funding status. */
export const reportLine = (rows: readonly Row[], line: string): string | undefined => {
  const amount = rowWhere(rows, 'line', line).amount;
  return typeof amount === 'string' ? amount : undefined;
};
