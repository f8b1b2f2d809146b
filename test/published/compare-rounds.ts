import { type Comparison, cellText, compareEach, type ReportRow } from './comparison.ts';
import { millionths, ONE, type Published } from './published.ts';

/** The reports of allocation rounds, by fund. */
export type RoundReports = ReadonlyMap<string, readonly ReportRow[]>;

const PRINTED_DIGITS = 7;

/**
 * Compares every published round: its number of projects exactly, its approved budget to the dollar, or to the source's
 * print precision where that is rougher. The source adds single-precision numbers and prints seven digits, so its last
 * digit may be one off; a difference beyond that is explained only where that addition can lose as much.
 */
export function compareRounds(published: readonly Published[], reports: RoundReports): Comparison {
  let toTheDollar = 0;
  const comparison = compareEach('allocation rounds', published, (round) => {
    const { PooledFundId = '', AllocationYear = '', AllocationTitle = '' } = round;
    const fund = `cbpf-${PooledFundId}`;
    const row = reports
      .get(fund)
      ?.find(
        (candidate) => candidate.title === AllocationTitle && cellText(candidate, 'year') === AllocationYear,
      );
    const { TotalProjectsApproved: count = '', TotalApprovedBudget: budget = '' } = round;
    const reportedCount = cellText(row, 'projects');
    const reportedBudget = cellText(row, 'approvedBudget');
    const difference = reportedBudget === undefined ? undefined : distance(reportedBudget, budget);
    const isToTheDollar = difference !== undefined && 2n * difference <= ONE;
    const isEqual =
      count === reportedCount &&
      difference !== undefined &&
      (isToTheDollar || difference <= lastDigit(budget));
    if (isEqual && isToTheDollar) toTheDollar += 1;
    return {
      where: `${fund} ${AllocationYear} ${JSON.stringify(AllocationTitle)}`,
      published: `${count} projects, ${budget}`,
      reported: row === undefined ? undefined : `${reportedCount} projects, ${reportedBudget}`,
      isEqual,
      explained: count === reportedCount ? lossOfAdding(Number(count), budget, difference) : undefined,
    };
  });
  const roughly = comparison.equal - toTheDollar;
  return {
    ...comparison,
    notes: [`${toTheDollar} to the dollar, ${roughly} to the seventh digit, which is all the source prints`],
  };
}

function distance(a: string, b: string): bigint {
  const difference = millionths(a) - millionths(b);
  return difference < 0n ? -difference : difference;
}

/** One unit of the last of the digits that the source prints, in millionths. */
function lastDigit(text: string): bigint {
  const digits = millionths(text).toString().length;
  return 10n ** BigInt(Math.max(digits - PRINTED_DIGITS, 0));
}

const SINGLE_PRECISION_BITS = 24;

/** What adding `count` numbers in single precision can lose: half a unit of its last bit each time. */
function lossOfAdding(count: number, sum: string, difference: bigint | undefined): string | undefined {
  if (difference === undefined) return undefined;
  const bits = (millionths(sum) / ONE).toString(2).length;
  const unit = bits > SINGLE_PRECISION_BITS ? ONE << BigInt(bits - SINGLE_PRECISION_BITS) : ONE;
  const most = (BigInt(count) * unit) / 2n;
  if (difference > most) return undefined;
  return `adding ${count} amounts in single precision, as the source does, can lose ${most / ONE}`;
}
