import { percentHalfUp } from '@mdtf/domain';
import { type Activity, netFunded } from './activity.ts';
import type { Round } from './allocation-rounds.ts';
import type { ContributionYear } from './contributions.ts';
import { amountText, type Charter } from './question.ts';
import { type ReportRow, sumOf } from './report.ts';

/** The data sets that are open across funds. */
export type DatasetName = 'projects' | 'contributions' | 'allocation-rounds';

/** A column of open data: figures and dates are plain, everything else is text that somebody wrote. */
export interface OpenColumn {
  readonly name: string;
  readonly kind: 'text' | 'plain';
}

/** The fund that a row is of. */
export interface FundOfRow {
  readonly fund: string;
  readonly charter: Charter;
}

const text = (name: string): OpenColumn => ({ name, kind: 'text' });
const plain = (name: string): OpenColumn => ({ name, kind: 'plain' });
const FUND = [text('fundId'), text('fundTitle')];

/** What stands in each data set, in this order. */
export const OPEN_COLUMNS: { readonly [D in DatasetName]: readonly OpenColumn[] } = {
  projects: [
    ...FUND,
    ...['projectId', 'title', 'kind', 'partner', 'partnerName', 'partnerType'].map(text),
    ...['callId', 'callTitle', 'windowId', 'status', 'countries', 'recommendations', 'currency'].map(text),
    ...['year', 'statusSince', 'startDate', 'endDate', 'approved', 'allocated', 'transferred'].map(plain),
    ...['refunded', 'netFunded', 'spent', 'deliveryPercent', 'indirectCost', 'indirectSharePercent'].map(
      plain,
    ),
    ...['women', 'men', 'girls', 'boys'].map(plain),
  ],
  contributions: [
    ...FUND,
    ...['contributionId', 'donor', 'donorName', 'stage', 'earmark', 'currency'].map(text),
    ...['year', 'internal', 'pledged', 'agreed', 'deposited', 'fee', 'shareOfYearPercent'].map(plain),
  ],
  'allocation-rounds': [
    ...FUND,
    ...['callId', 'title', 'source', 'windowId', 'currency'].map(text),
    ...['year', 'planned', 'projects', 'approvedBudget'].map(plain),
  ],
};

/** A project as open data. */
export function openProject(of: FundOfRow, activity: Activity): ReportRow {
  const money = (minor: bigint): string => amountText(of, minor);
  const { people } = activity;
  return {
    ...fundCells(of),
    projectId: activity.activityId,
    title: activity.title,
    kind: activity.kind,
    partner: activity.partner,
    partnerName: activity.partnerName,
    partnerType: activity.partnerType,
    callId: activity.callId,
    callTitle: activity.callTitle,
    windowId: activity.windowId,
    status: activity.status,
    countries: activity.countries.join('; '),
    recommendations: activity.recommendations.join('; '),
    currency: of.charter.currency,
    year: activity.year,
    statusSince: activity.statusSince,
    startDate: activity.startDate,
    endDate: activity.endDate,
    approved: money(activity.approved),
    allocated: money(activity.allocated),
    transferred: money(activity.transferred),
    refunded: money(activity.refunded),
    netFunded: money(netFunded(activity)),
    spent: money(activity.spent),
    deliveryPercent: percentHalfUp(activity.spent, netFunded(activity), 2),
    indirectCost: money(activity.indirectCost),
    indirectSharePercent: percentHalfUp(activity.indirectCost, activity.directCost, 2),
    women: countText(people.women),
    men: countText(people.men),
    girls: countText(people.girls),
    boys: countText(people.boys),
  };
}

/** A fund's contributions by year as open data, each with its donor's share of what the fund received in that year. */
export function openContributions(
  of: FundOfRow,
  years: readonly Omit<ContributionYear, 'overdue'>[],
): readonly ReportRow[] {
  const money = (minor: bigint): string => amountText(of, minor);
  const deposited = (of: readonly { readonly deposited: bigint }[]): bigint => sumOf(of, (c) => c.deposited);
  const ofYear = Map.groupBy(years, ({ year }) => year);
  const ofDonor = Map.groupBy(years, ({ donor, year }) => `${donor}/${year}`);
  return years.map((c) => ({
    ...fundCells(of),
    contributionId: c.contributionId,
    donor: c.donor,
    donorName: c.donorName,
    stage: c.stage,
    earmark: c.earmark,
    currency: of.charter.currency,
    year: c.year,
    internal: c.internal,
    pledged: money(c.promised),
    agreed: money(c.agreed),
    deposited: money(c.deposited),
    fee: money(c.fee),
    shareOfYearPercent: percentHalfUp(
      deposited(ofDonor.get(`${c.donor}/${c.year}`) ?? []),
      deposited(ofYear.get(c.year) ?? []),
      2,
    ),
  }));
}

/** A call with what was set aside under it as open data. */
export function openRound(of: FundOfRow, round: Round): ReportRow {
  return {
    ...fundCells(of),
    callId: round.callId,
    title: round.title,
    source: round.origin,
    windowId: round.windowId,
    currency: of.charter.currency,
    year: round.year,
    planned: round.planned === null ? null : amountText(of, round.planned),
    projects: round.projects,
    approvedBudget: amountText(of, round.approvedBudget),
  };
}

function fundCells({ fund, charter }: FundOfRow): ReportRow {
  return { fundId: fund, fundTitle: charter.title.en };
}

// As text: a count may be larger than a number is exact.
function countText(people: bigint | null): string | null {
  return people === null ? null : String(people);
}
