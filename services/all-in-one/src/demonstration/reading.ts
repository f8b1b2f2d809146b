import { allocationRoutes, type REPORT_NAMES, reportingRoutes } from '@mdtf/contracts';
import { type Money, minorOf, moneyOf } from '@mdtf/domain';
import type { Api } from './api.ts';
import type { FigureBook } from './figures.ts';
import { params } from './fund.ts';

/** The amount of money in an answer, or undefined where there is none. */
export const money = (value: { readonly amount: string } | null | undefined): string | undefined =>
  value?.amount;

/** What was deposited into a pot, less the fees taken. */
export const netOf = (pot: { deposited: Money; fees: Money } | undefined): string | undefined =>
  pot === undefined
    ? undefined
    : moneyOf(minorOf(pot.deposited) - minorOf(pot.fees), pot.deposited.currency).amount;

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

/** Checks what has been allocated in all, and of it from the bank. */
export async function cumulative(
  { api, book }: { readonly api: Api; readonly book: FigureBook },
  when: string,
  total: string,
  internal: string,
): Promise<void> {
  const { totals } = await api.read('secretariat', allocationRoutes.getHeadroom, { params });
  book.check(`allocated ${when}`, total, money(totals.allocated));
  book.check(`of it from the bank ${when}`, internal, money(totals.allocatedInternal));
}
