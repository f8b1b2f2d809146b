import { percentHalfUp } from '@mdtf/domain';
import type { FundMoney, Sum } from './fund-money.ts';
import { amountText, type Question } from './question.ts';
import { column, equalSums, type ReportBody, type ReportRow, sumOf } from './report.ts';

const TITLE = { en: 'Funding status', fr: 'État du financement' };

const COLUMNS = [
  column('line', 'text', 'Line', 'Ligne'),
  column('title_en', 'text', 'Title (English)', 'Intitulé (anglais)'),
  column('title_fr', 'text', 'Title (French)', 'Intitulé (français)'),
  column('amount', 'money', 'Amount', 'Montant'),
  column('percent', 'percent', 'Percentage', 'Pourcentage', {
    en: 'Of contributions: held by the fund, total held. Of resources of partners: held by partners. One decimal. Delivery rate, certified, provisional: of net funded and of expenditure, two decimals. Half-up; blank where the denominator is 0.',
    fr: 'Des contributions : solde du fonds, solde total. Des ressources des partenaires : solde chez les partenaires. Une décimale. Taux d’exécution, dépenses certifiées, provisoires : du net financé et des dépenses, deux décimales. La moitié est arrondie vers le haut ; vide si le dénominateur est nul.',
  }),
];

/** Every figure of the statement in minor units, each once; lines and checks are made from these alone. */
interface Figures {
  readonly promised: bigint;
  readonly agreed: bigint;
  readonly overdue: bigint;
  readonly contributions: bigint;
  readonly fundInterest: bigint;
  readonly partnerInterest: bigint;
  readonly outsideData: bigint;
  readonly source: bigint;
  readonly toPartners: bigint;
  readonly toFunds: bigint;
  readonly transfers: bigint;
  readonly refunds: bigint;
  readonly partnerRefunds: bigint;
  readonly fee: bigint;
  readonly directCost: bigint;
  readonly bankCharges: bigint;
  readonly use: bigint;
  readonly held: bigint;
  readonly notTransferred: bigint;
  readonly uncovered: bigint;
  readonly expenditure: bigint;
  readonly certified: bigint;
  readonly withPartners: bigint;
  readonly inKind: bigint;
  readonly inKindDelivered: bigint;
}

/** Where a fund's money came from, what it was used for, and where the rest is. */
export function fundingStatus(question: Question, money: FundMoney): ReportBody {
  const figures = figuresOf(money);
  const pots = unallocatedByPot(money.sums);
  const unallocated = sumOf(pots.values(), (amount) => amount);
  const row = (
    line: string,
    en: string,
    fr: string,
    minor: bigint | null,
    percent: string | null = null,
  ) => ({
    line,
    title_en: en,
    title_fr: fr,
    amount: minor === null ? null : amountText(question, minor),
    percent,
  });
  return {
    title: TITLE,
    columns: COLUMNS,
    rows: [
      ...sourceRows(figures, row),
      ...useRows(figures, row),
      ...heldRows(figures, pots, unallocated, row),
      ...partnerRows(figures, row),
    ],
    totals: {},
    checks: checksOf(figures, unallocated, money),
  };
}

function figuresOf({ sums, toOtherFunds, overdue }: FundMoney): Figures {
  const of = (wanted: string, among = sums): bigint =>
    sumOf(among, ({ measure, amount }) => (measure === wanted ? amount : 0n));
  const contributions = of('deposit');
  const fundInterest = of('fund-interest');
  const partnerInterest = of('partner-interest');
  const outsideData = of('funding-outside-the-data');
  const source = contributions + fundInterest + partnerInterest + outsideData;
  const [transfers, refunds] = [of('transfer'), of('refund')];
  const toFunds = of('transfer', toOtherFunds);
  const toPartners = transfers - toFunds;
  const partnerRefunds = refunds - of('refund', toOtherFunds);
  const [fee, directCost, bankCharges] = [of('administration-fee'), of('direct-cost'), of('bank-charge')];
  const use = transfers - refunds + fee + directCost + bankCharges;
  const expenditure = of('expenditure');
  return {
    promised: of('promised'),
    agreed: of('agreed'),
    overdue,
    contributions,
    fundInterest,
    partnerInterest,
    outsideData,
    source,
    toPartners,
    toFunds,
    transfers,
    refunds,
    partnerRefunds,
    fee,
    directCost,
    bankCharges,
    use,
    held: source - use,
    notTransferred: of('allocation') - transfers,
    uncovered: of('uncovered'),
    expenditure,
    certified: of('certified'),
    withPartners: toPartners - expenditure - partnerRefunds,
    inKind: of('in-kind'),
    inKindDelivered: of('in-kind-delivered'),
  };
}

const INTO_POT = new Set([
  'deposit',
  'fund-interest',
  'partner-interest',
  'funding-outside-the-data',
  'refund',
  'uncovered',
]);
const OUT_OF_POT = new Set(['administration-fee', 'direct-cost', 'bank-charge', 'allocation']);

/** What no decision has taken yet, by pot; costs that a pot could not cover are not taken from it. */
function unallocatedByPot(sums: readonly Sum[]): ReadonlyMap<string, bigint> {
  const pots = new Map<string, bigint>();
  for (const { measure, pot, amount } of sums) {
    const sign = INTO_POT.has(measure) ? 1n : OUT_OF_POT.has(measure) ? -1n : 0n;
    if (sign !== 0n) pots.set(pot, (pots.get(pot) ?? 0n) + sign * amount);
  }
  return new Map([...pots].sort(([a], [b]) => (a < b ? -1 : 1)));
}

type MakeRow = (
  line: string,
  en: string,
  fr: string,
  minor: bigint | null,
  percent?: string | null,
) => ReportRow;

function sourceRows(f: Figures, row: MakeRow): ReportRow[] {
  return [
    row('pledged', 'Pledged, agreements included', 'Promis, accords compris', f.promised),
    row('agreed', 'Agreed', 'Convenu', f.agreed),
    row('overdue', 'Overdue from donors', 'Échu et non reçu des donateurs', f.overdue),
    row('contributions', 'Contributions from donors', 'Contributions des donateurs', f.contributions),
    row('fund-interest', 'Interest of the fund', 'Intérêts du fonds', f.fundInterest),
    row('partner-interest', 'Interest of partners', 'Intérêts des partenaires', f.partnerInterest),
    row('outside-data', 'Funding outside the data', 'Financement hors des données', f.outsideData),
    row('total-source', 'Total source of funds', 'Total des ressources', f.source),
  ];
}

function useRows(f: Figures, row: MakeRow): ReportRow[] {
  return [
    row('transfers-partners', 'Transfers to partners', 'Versements aux partenaires', f.toPartners),
    row('transfers-funds', 'Transfers to other funds', 'Versements à d’autres fonds', f.toFunds),
    row('transfers', 'Transfers', 'Versements', f.transfers),
    row('refunds', 'Refunds', 'Remboursements', -f.refunds),
    row(
      'net-funded',
      'Net funded: transfers less refunds',
      'Net financé : versements moins remboursements',
      f.transfers - f.refunds,
    ),
    row('administration-fee', 'Administration fee', 'Frais d’administration', f.fee),
    row('direct-cost', 'Direct cost of the secretariat', 'Coûts directs du secrétariat', f.directCost),
    row('bank-charges', 'Bank charges', 'Frais bancaires', f.bankCharges),
    row('total-use', 'Total use of funds', 'Total des emplois', f.use),
  ];
}

function heldRows(
  f: Figures,
  pots: ReadonlyMap<string, bigint>,
  unallocated: bigint,
  row: MakeRow,
): ReportRow[] {
  const share = percentHalfUp(f.held, f.contributions, 1);
  return [
    row('balance-fund', 'Held by the fund', 'Solde du fonds', f.held, share),
    row('unallocated', 'Not allocated', 'Non alloué', unallocated),
    ...[...pots].map(([pot, minor]) =>
      row(`unallocated:${pot}`, `Not allocated, pot ${pot}`, `Non alloué, enveloppe ${pot}`, minor),
    ),
    row(
      'allocated-not-transferred',
      'Allocated and not transferred',
      'Alloué et non versé',
      f.notTransferred,
    ),
    row('uncovered', 'Costs beyond what pots held', 'Coûts au-delà des enveloppes', -f.uncovered),
  ];
}

function partnerRows(f: Figures, row: MakeRow): ReportRow[] {
  const total = f.held + f.withPartners;
  const provisional = f.expenditure - f.certified;
  return [
    row('partner-resources', 'Resources of partners', 'Ressources des partenaires', f.toPartners),
    row('expenditure', 'Expenditure of partners', 'Dépenses des partenaires', f.expenditure),
    row(
      'expenditure-certified',
      'Of it certified',
      'Dont certifié',
      f.certified,
      percentHalfUp(f.certified, f.expenditure, 2),
    ),
    row(
      'expenditure-provisional',
      'Of it provisional',
      'Dont provisoire',
      provisional,
      percentHalfUp(provisional, f.expenditure, 2),
    ),
    row('partner-refunds', 'Refunded by partners', 'Remboursé par les partenaires', f.partnerRefunds),
    row(
      'balance-partners',
      'Held by partners',
      'Solde chez les partenaires',
      f.withPartners,
      percentHalfUp(f.withPartners, f.toPartners, 1),
    ),
    row(
      'total-balance',
      'Held by fund and partners',
      'Solde total',
      total,
      percentHalfUp(total, f.contributions, 1),
    ),
    row(
      'delivery-rate',
      'Delivery rate: expenditure of net funded',
      'Taux d’exécution : dépenses sur net financé',
      null,
      percentHalfUp(f.expenditure, f.transfers - f.refunds, 2),
    ),
    row(
      'in-kind-information',
      'Gifts in kind, for information',
      'Dons en nature, pour information',
      f.inKind,
    ),
    row(
      'in-kind-delivered',
      'Of them delivered, for information',
      'Dont livrés, pour information',
      f.inKindDelivered,
    ),
  ];
}

function checksOf(f: Figures, unallocated: bigint, { ledger }: FundMoney): ReportBody['checks'] {
  const { told, moved } = ledger;
  return [
    equalSums(
      'source − use = not allocated + allocated and not transferred − uncovered costs',
      f.source - f.use,
      unallocated + f.notTransferred - f.uncovered,
    ),
    equalSums('transfers to partners + to other funds = transfers', f.toPartners + f.toFunds, f.transfers),
    equalSums(
      'resources of partners − expenditure − refunds = held by partners',
      f.toPartners - f.expenditure - f.partnerRefunds,
      f.withPartners,
    ),
    {
      check: 'certified expenditure is not more than expenditure',
      holds: f.expenditure < 0n || f.certified <= f.expenditure,
    },
    equalSums('agreed, all days = the ledger’s own sum', moved.agreed, told.agreed),
    equalSums('contributions, all days = the ledger’s own sum', moved.deposited, told.deposited),
    equalSums('allocated, all days = the ledger’s own sum', moved.allocated, told.allocated),
  ];
}
