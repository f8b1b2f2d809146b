import { percentHalfUp } from '@mdtf/domain';
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
  column('shareOfYearPercent', 'percent', 'Share of the year', 'Part de l’année', {
    ...percentOf('all deposits of the fund in the year', 'tous les versements au fonds dans l’année', 2),
  }),
  column('shareOfPledgesPercent', 'percent', 'Share of pledges', 'Part des promesses', {
    ...percentOf('all pledges of this report', 'toutes les promesses de ce rapport', 0),
  }),
  column('shareOfPaidInPercent', 'percent', 'Share of what is paid in', 'Part des montants versés', {
    ...percentOf('all deposits of this report', 'tous les versements de ce rapport', 0),
  }),
];

/** What each donor promised and paid, by contribution and year, with shares of the year and of the whole. */
export function contributions(question: Question, all: readonly ContributionYear[]): ReportBody {
  const shown = question.year === undefined ? all : all.filter(({ year }) => year === question.year);
  const depositedIn = new Map<number, bigint>();
  for (const { year, deposited } of all) depositedIn.set(year, (depositedIn.get(year) ?? 0n) + deposited);
  const pledged = sumOf(shown, ({ promised }) => promised);
  const paidIn = sumOf(shown, ({ deposited }) => deposited);
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
      shareOfYearPercent: percentHalfUp(c.deposited, depositedIn.get(c.year) ?? 0n, 2),
      shareOfPledgesPercent: percentHalfUp(c.promised, pledged, 0),
      shareOfPaidInPercent: percentHalfUp(c.deposited, paidIn, 0),
    })),
    totals: amountsOf(shown, text),
    checks: [
      equalSums(
        'deposits of all years = deposits of the fund',
        sumOf(depositedIn.values(), (amount) => amount),
        sumOf(all, ({ deposited }) => deposited),
      ),
      {
        check: 'agreed is not more than pledged, agreements included',
        holds: all.every((c) => c.agreed <= c.promised),
      },
    ],
  };
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
