import { type Comparison, cellText, compareEach, type ReportRow } from './comparison.ts';
import { millionths, type Published, type Statement } from './published.ts';

/** Where each published line of the Peacebuilding Fund stands in the report: which cell of which line, or lines' sum. */
const PBF_LINES: Readonly<Record<string, readonly [lines: string, cell: 'amount' | 'percent']>> = {
  contributions_from_donors: ['contributions', 'amount'],
  interest_and_investment_income_fund: ['fund-interest', 'amount'],
  interest_participating_orgs: ['partner-interest', 'amount'],
  total_source_of_funds: ['total-source', 'amount'],
  transferred_to_participating_orgs: ['transfers-partners', 'amount'],
  transfers_to_mdtfs: ['transfers-funds', 'amount'],
  subtotal_transfers: ['transfers', 'amount'],
  refunds_from_participating_orgs: ['refunds', 'amount'],
  administrative_agent_fee: ['administration-fee', 'amount'],
  direct_cost: ['direct-cost', 'amount'],
  bank_charges: ['bank-charges', 'amount'],
  total_use_of_funds: ['total-use', 'amount'],
  balance_with_aa: ['balance-fund', 'amount'],
  balance_with_aa_pct_of_deposits: ['balance-fund', 'percent'],
  po_total_resources: ['partner-resources', 'amount'],
  po_expenditure: ['expenditure', 'amount'],
  po_refunds: ['partner-refunds', 'amount'],
  po_total_expenses: ['expenditure + partner-refunds', 'amount'],
  balance_with_pos: ['balance-partners', 'amount'],
  balance_with_pos_pct_of_transfers: ['balance-partners', 'percent'],
  total_balance: ['total-balance', 'amount'],
  total_balance_pct_of_deposits: ['total-balance', 'percent'],
};

/** Said of the source by whoever copied it, and printed by nobody. */
const NOT_PRINTED = new Set(['aa_fee_pct_of_contributions_derived']);

/** Compares every published line and percentage of the Peacebuilding Fund with the report of its funding status. */
export function comparePeacebuildingFund(
  { lines = {} }: Pick<Statement, 'lines'>,
  report: readonly ReportRow[],
): Comparison {
  const published = Object.entries(lines).filter(([name]) => !NOT_PRINTED.has(name));
  return compareEach('lines of the Peacebuilding Fund', published, ([name, value]) => {
    const [wanted = '', cell] = PBF_LINES[name] ?? [];
    const cells = wanted.split(' + ').map((line) =>
      cellText(
        report.find((row) => row.line === line),
        cell ?? '',
      ),
    );
    const sum = cells.reduce<bigint | undefined>(
      (total, text) => (total === undefined || text === undefined ? undefined : total + millionths(text)),
      0n,
    );
    return {
      where: name,
      published: String(value),
      reported: sum === undefined ? undefined : cells.join(' + '),
      isEqual: sum === millionths(String(value)),
    };
  });
}

/** A published column of the Afghanistan Reconstruction Trust Fund, and where the report has its amounts and shares. */
const ARTF_AMOUNTS = [
  ['total_pledges', 'pledged'],
  ['without_preference', 'withoutPreference'],
  ['paid_in', 'deposited'],
] as const;
const ARTF_SHARES = [
  ['pct_of_total_pledges', 'shareOfPledgesPercent'],
  ['pct_of_total_paid_in', 'shareOfPaidInPercent'],
] as const;

const MILLION = 1_000_000n;

/**
 * Compares every figure of every donor of the Afghanistan Reconstruction Trust Fund with the report of contributions. A
 * donor's contributions are added up; its share stands in each of their rows.
 */
export function compareAfghanistanFund(
  { rows = [] }: Pick<Statement, 'rows'>,
  report: readonly ReportRow[],
): Comparison {
  const figures = rows.flatMap((row) => {
    const own = report.filter(({ donorName }) => donorName === row.donor);
    const amounts = ARTF_AMOUNTS.map(([column, name]) => {
      const cells = own.map((each) => cellText(each, name) ?? '0');
      const sum = cells.reduce((total, amount) => total + millionths(amount), 0n);
      return figure(row, column, cells, sum === millionths(row[column] ?? '') * MILLION);
    });
    const shares = ARTF_SHARES.map(([column, name]) => {
      // A dash is how the source prints a share of nothing.
      const expected = row[column] === '-' ? 0n : millionths(row[column] ?? '');
      const cells = own.map((each) => cellText(each, name) ?? 'nothing');
      return figure(
        row,
        column,
        cells,
        cells.every((cell) => cell !== 'nothing' && millionths(cell) === expected),
      );
    });
    return [...amounts, ...shares];
  });
  return compareEach(
    'figures of donors to the Afghanistan Reconstruction Trust Fund',
    figures,
    (each) => each,
  );
}

const figure = (row: Published, column: string, cells: readonly string[], matches: boolean) => ({
  where: `${row.donor} ${column}`,
  published: row[column] ?? '',
  reported: cells.length === 0 ? undefined : cells.join(', '),
  isEqual: cells.length > 0 && matches,
});
