import { type Comparison, cellText, compareEach, type ReportRow } from './comparison.ts';
import { millionths, type Published } from './published.ts';

/** Compares every donor's published contribution to a fund in a year, and its share of the fund in that year. */
export function compareContributions(
  published: readonly Published[],
  reports: ReadonlyMap<string, readonly ReportRow[]>,
): Comparison {
  return compareEach('contributions of 2026 and their shares', published, (gift) => {
    const { PooledFundId = '', FiscalYear = '', DonorName = '' } = gift;
    const { ContributionAmt: amount = '', ContributionPercent: share = '' } = gift;
    const fund = `cbpf-${PooledFundId}`;
    const row = reports
      .get(fund)
      ?.find((candidate) => candidate.donorName === DonorName && cellText(candidate, 'year') === FiscalYear);
    const reportedAmount = cellText(row, 'deposited');
    const reportedShare = cellText(row, 'shareOfYearPercent');
    const isEqual =
      reportedAmount !== undefined &&
      reportedShare !== undefined &&
      millionths(reportedAmount) === millionths(amount) &&
      millionths(reportedShare) === millionths(share);
    return {
      where: `${fund} ${FiscalYear} ${DonorName}`,
      published: `${amount}, ${share} %`,
      reported: row === undefined ? undefined : `${reportedAmount}, ${reportedShare} %`,
      isEqual,
    };
  });
}
