import { percentHalfUp } from '@mdtf/domain';
import type { FundMoney } from './fund-money.ts';
import { amountText, type Question } from './question.ts';
import { column, equalSums, percentOf, type ReportBody, type ReportRow, sumOf } from './report.ts';

/** What a contribution came to in one year, in minor units. */
export interface ContributionYear {
  readonly contributionId: string;
  readonly donor: string;
  readonly donorName: string;
  readonly year: number;
  readonly stage: 'pledged' | 'agreed';
  readonly internal: boolean;
  readonly earmark: string;
  /** Pledged or agreed in this year; all of it in the year of its terms. */
  readonly promised: bigint;
  readonly agreed: bigint;
  readonly deposited: bigint;
  readonly fee: bigint;
  /** In the year of its terms: what was due and had not come. */
  readonly overdue: bigint;
}

const COLUMNS = [
  column('contributionId', 'text', 'Contribution', 'Contribution'),
  column('donor', 'text', 'Donor', 'Donateur'),
  column('donorName', 'text', 'Name of the donor', 'Nom du donateur'),
  column('year', 'count', 'Year', 'Année'),
  column('stage', 'text', 'Stage', 'Stade'),
  column('internal', 'boolean', 'The bank’s own resources', 'Ressources propres de la banque'),
  column('earmark', 'text', 'Earmark', 'Affectation'),
  column('pledged', 'money', 'Pledged, agreements included', 'Promis, accords compris'),
  column('withoutPreference', 'money', 'Of it without preference', 'Dont sans préférence'),
  column('agreed', 'money', 'Agreed', 'Convenu'),
  column('deposited', 'money', 'Paid in', 'Versé'),
  column('fee', 'money', 'Administration fee', 'Frais d’administration'),
  column('net', 'money', 'Paid in, net of the fee', 'Versé, net des frais'),
  column('overdue', 'money', 'Overdue', 'Échu et non reçu'),
  column('shareOfYearPercent', 'percent', 'The donor’s share of the year', 'Part du donateur dans l’année', {
    ...percentOf('all deposits of the fund in the year', 'tous les versements au fonds dans l’année', 2),
  }),
  column(
    'shareOfPledgesPercent',
    'percent',
    'The donor’s share of pledges',
    'Part du donateur dans les promesses',
    {
      ...percentOf('all pledges of this report', 'toutes les promesses de ce rapport', 0),
    },
  ),
  column(
    'shareOfPaidInPercent',
    'percent',
    'The donor’s share of what is paid in',
    'Part du donateur dans les versements',
    {
      ...percentOf('all deposits of this report', 'tous les versements de ce rapport', 0),
    },
  ),
];

/** What was promised and paid, by contribution and year; shares are those of the donor, all its contributions together. */
export function contributions(
  question: Question,
  all: readonly ContributionYear[],
  { sums }: FundMoney,
): ReportBody {
  const shown = question.year === undefined ? all : all.filter(({ year }) => year === question.year);
  const depositedIn = sumsBy(all, ({ year }) => String(year), deposits);
  const depositedByDonorIn = sumsBy(all, donorInYear, deposits);
  const pledgedByDonor = sumsBy(shown, ({ donor }) => donor, promises);
  const depositedByDonor = sumsBy(shown, ({ donor }) => donor, deposits);
  const pledged = sumOf(shown, promises);
  const paidIn = sumOf(shown, deposits);
  const [deposited, agreed] = ['deposit', 'agreed'].map((wanted) =>
    sumOf(sums, ({ measure, amount }) => (measure === wanted ? amount : 0n)),
  ) as [bigint, bigint];
  const text = (minor: bigint): string => amountText(question, minor);
  return {
    title: { en: 'Contributions', fr: 'Contributions' },
    columns: COLUMNS,
    rows: shown.map((c) => ({
      contributionId: c.contributionId,
      donor: c.donor,
      donorName: c.donorName,
      year: c.year,
      stage: c.stage,
      internal: c.internal,
      earmark: c.earmark,
      ...amountsOf([c], text),
      shareOfYearPercent: percentHalfUp(depositedByDonorIn(donorInYear(c)), depositedIn(String(c.year)), 2),
      shareOfPledgesPercent: percentHalfUp(pledgedByDonor(c.donor), pledged, 0),
      shareOfPaidInPercent: percentHalfUp(depositedByDonor(c.donor), paidIn, 0),
    })),
    totals: amountsOf(shown, text),
    checks: [
      equalSums('paid in by all donors = contributions of the fund', sumOf(all, deposits), deposited),
      equalSums(
        'agreed by all donors = agreed with the fund',
        sumOf(all, (c) => c.agreed),
        agreed,
      ),
      {
        check: 'agreed is not more than pledged, agreements included',
        holds: all.every((c) => c.agreed <= c.promised),
      },
    ],
  };
}

const promises = ({ promised }: ContributionYear): bigint => promised;
const deposits = ({ deposited }: ContributionYear): bigint => deposited;
const donorInYear = ({ donor, year }: ContributionYear): string => `${donor}/${year}`;

/** Sums by a key; 0 for a key that there is none of. */
function sumsBy(
  of: readonly ContributionYear[],
  keyOf: (year: ContributionYear) => string,
  amountOf: (year: ContributionYear) => bigint,
): (key: string) => bigint {
  const sums = new Map<string, bigint>();
  for (const one of of) sums.set(keyOf(one), (sums.get(keyOf(one)) ?? 0n) + amountOf(one));
  return (key) => sums.get(key) ?? 0n;
}

function amountsOf(of: readonly ContributionYear[], text: (minor: bigint) => string): ReportRow {
  const deposited = sumOf(of, (c) => c.deposited);
  const fee = sumOf(of, (c) => c.fee);
  return {
    pledged: text(sumOf(of, (c) => c.promised)),
    withoutPreference: text(sumOf(of, (c) => (c.earmark === 'none' ? c.promised : 0n))),
    agreed: text(sumOf(of, (c) => c.agreed)),
    deposited: text(deposited),
    fee: text(fee),
    net: text(deposited - fee),
    overdue: text(sumOf(of, (c) => c.overdue)),
  };
}
