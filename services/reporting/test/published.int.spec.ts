import { readFile } from 'node:fs/promises';
import type { AllocationEvent, CommitteeEvent } from '@mdtf/contracts';
import { describe, expect, it } from 'vitest';
import { amounts, ask, broken, percentages } from './asking.ts';
import { accepted, charterAdopted, usd } from './events.ts';
import { type ReadTables, readTables } from './read-tables.ts';

const PUBLISHED = new URL('../../../test/data/published/', import.meta.url);
const BEGINNING = '2007-01-01T00:00:00.000Z';
const RECORDED = '2026-11-21T08:00:00.000Z';

const totals = {
  agreed: usd('0.00'),
  agreedInternal: usd('0.00'),
  deposited: usd('0.00'),
  depositedInternal: usd('0.00'),
  allocated: usd('0.00'),
  allocatedInternal: usd('0.00'),
};

interface StatusTable {
  readonly id: string;
  readonly lines: Record<string, number>;
  readonly rows: readonly Record<string, string>[];
}

async function statusTable(id: string): Promise<StatusTable> {
  const tables = JSON.parse(await readFile(new URL('funding-status-tables.json', PUBLISHED), 'utf8'));
  return tables.find((table: StatusTable) => table.id === id);
}

const whole = (amount: number | undefined) => usd(`${amount}.00`);

/** Tells entries recorded long after they happened. */
async function telling(tables: ReadTables, fund: string) {
  const told = { fund, time: BEGINNING, recordedAt: RECORDED };
  await tables.tell('committee', charterAdopted(1, { timeZone: 'UTC' }), told);
  return {
    register: (id: string, ...kinds: ('partner' | 'administering-bank')[]) => {
      const registered: CommitteeEvent = { type: 'OrganisationRegistered', data: { id, name: id, kinds } };
      return tables.tell('committee', registered, { fund: 'platform', time: RECORDED });
    },
    tell: (event: AllocationEvent) => tables.tell('allocation', event, told),
    spend: (activityId: string, amount: string) =>
      tables.tell('reporting', accepted(activityId, amount, { to: '2007-12-31', provisional: false }), told),
  };
}

/** A pledge by which somebody gives, and what came of it. */
function pledged(
  contributionId: string,
  donorName: string,
  amount: string,
  more: { readonly donor?: string; readonly preference?: boolean; readonly year?: number } = {},
): AllocationEvent {
  return {
    type: 'ContributionPledged',
    data: {
      contributionId,
      donor: more.donor ?? contributionId,
      donorName,
      amount: usd(amount),
      internal: false,
      earmark: { kind: more.preference === true ? 'preference' : 'none' },
      pot: 'pooled',
      feePercent: '0',
      oda: null,
      schedule: [],
      year: more.year ?? null,
      totals,
      verdicts: [],
    },
  };
}

function deposited(contributionId: string, amount: string, receivedOn: string): AllocationEvent {
  return {
    type: 'DepositReceived',
    data: {
      depositId: '1',
      contributionId,
      donor: contributionId,
      pot: 'pooled',
      internal: false,
      gross: usd(amount),
      fee: usd('0.00'),
      net: usd(amount),
      receivedOn,
      reference: 'As published',
      totals: { ...totals, deposited: usd(amount) },
      verdicts: [],
    },
  };
}

type Line = Extract<AllocationEvent, { type: 'LedgerLineRecorded' }>['data']['line'];

const booked = (line: Line, amount: ReturnType<typeof usd>): AllocationEvent => ({
  type: 'LedgerLineRecorded',
  data: {
    entryId: line,
    line,
    pot: 'pooled',
    amount,
    uncovered: usd('0.00'),
    bookedOn: '2007-12-31',
    note: 'As published',
    mandateId: null,
  },
});

function paid(id: string, amount: ReturnType<typeof usd>, way: 'out' | 'back'): AllocationEvent {
  const payment = {
    mandateId: id,
    allocationId: id,
    proposalId: id,
    partner: id,
    amount,
    parts: [{ pot: 'pooled', amount }],
    reference: 'As published',
  };
  return way === 'out'
    ? {
        type: 'TrancheDisbursed',
        data: { ...payment, trancheId: '1', valueDate: '2007-12-31', verdicts: [] },
      }
    : {
        type: 'RefundReceived',
        data: { ...payment, refundId: '1', receivedOn: '2007-12-31', reason: 'Unspent' },
      };
}

describe('the Peacebuilding Fund’s published funding status', () => {
  it('comes out line by line, with its percentages', async () => {
    await using tables = await readTables();
    const { lines } = await statusTable('pbf-funding-status-A');
    const { register, tell, spend } = await telling(tables, 'pbf');
    await register('participating', 'partner');
    await register('other-funds', 'administering-bank');
    await tell(deposited('donors', `${lines.contributions_from_donors}.00`, '2007-12-31'));
    await tell(booked('fund-interest', whole(lines.interest_and_investment_income_fund)));
    await tell(booked('partner-interest', whole(lines.interest_participating_orgs)));
    await tell(booked('administration-fee', whole(lines.administrative_agent_fee)));
    await tell(booked('direct-cost', whole(lines.direct_cost)));
    await tell(booked('bank-charge', whole(lines.bank_charges)));
    await tell(paid('participating', whole(lines.transferred_to_participating_orgs), 'out'));
    await tell(paid('other-funds', whole(lines.transfers_to_mdtfs), 'out'));
    await tell(paid('participating', whole(lines.po_refunds), 'back'));
    await spend('participating', `${lines.po_expenditure}.00`);

    const status = await ask(tables.pool, 'funding-status', { fund: 'pbf', asOf: '2007-12-31' });
    const text = (name: string) => `${lines[name]}.00`;
    expect(amounts(status)).toMatchObject({
      contributions: text('contributions_from_donors'),
      'fund-interest': text('interest_and_investment_income_fund'),
      'partner-interest': text('interest_participating_orgs'),
      'total-source': text('total_source_of_funds'),
      'transfers-partners': text('transferred_to_participating_orgs'),
      'transfers-funds': text('transfers_to_mdtfs'),
      transfers: text('subtotal_transfers'),
      refunds: text('refunds_from_participating_orgs'),
      'administration-fee': text('administrative_agent_fee'),
      'direct-cost': text('direct_cost'),
      'bank-charges': text('bank_charges'),
      'total-use': text('total_use_of_funds'),
      'balance-fund': text('balance_with_aa'),
      'partner-resources': text('po_total_resources'),
      expenditure: text('po_expenditure'),
      'expenditure-certified': text('po_expenditure'),
      'partner-refunds': text('po_refunds'),
      'balance-partners': text('balance_with_pos'),
      'total-balance': text('total_balance'),
    });
    expect(percentages(status)).toMatchObject({
      'balance-fund': lines.balance_with_aa_pct_of_deposits,
      'balance-partners': lines.balance_with_pos_pct_of_transfers,
      'total-balance': lines.total_balance_pct_of_deposits,
    });
    expect(broken(status)).toEqual([]);
  });
});

describe('the Afghanistan Reconstruction Trust Fund’s contributions of August 2008', () => {
  it('come out with their whole-percent shares', async () => {
    await using tables = await readTables();
    const { rows } = await statusTable('artf-2008-08-21');
    const { tell } = await telling(tables, 'artf');
    const dollars = (millions = '0') => `${millions.replace('.', '').replace(/^0+(?=\d)/, '')}000.00`;
    const preferred = (row: Record<string, string>) =>
      dollars(
        (
          Number(`${row.total_pledges}`.replace('.', '')) -
          Number(`${row.without_preference}`.replace('.', ''))
        ).toString(),
      );
    for (const [at, row] of rows.entries()) {
      const { donor = '', without_preference, paid_in } = row;
      if (without_preference !== '0.000')
        await tell(pledged(`free-${at}`, donor, dollars(without_preference), { donor: `donor-${at}` }));
      if (preferred(row) !== '0000.00')
        await tell(pledged(`wish-${at}`, donor, preferred(row), { donor: `donor-${at}`, preference: true }));
      const into = without_preference === '0.000' ? `wish-${at}` : `free-${at}`;
      if (paid_in !== '0.000') await tell(deposited(into, dollars(paid_in), '2008-08-01'));
    }

    const report = await ask(tables.pool, 'contributions', { fund: 'artf', asOf: '2008-08-21' });
    const byDonor = Map.groupBy(report.rows, ({ donorName }) => donorName);
    const cents = (value: unknown): bigint => BigInt(String(value).replace('.', ''));
    for (const row of rows) {
      const parts = byDonor.get(row.donor ?? '') ?? [];
      const of = (column: string): bigint => parts.reduce((sum, part) => sum + cents(part[column]), 0n);
      expect(of('pledged'), row.donor).toBe(cents(dollars(row.total_pledges)));
      expect(of('withoutPreference'), row.donor).toBe(cents(dollars(row.without_preference)));
      expect(of('deposited'), row.donor).toBe(cents(dollars(row.paid_in)));
      const paidInShare = row.pct_of_total_paid_in === '-' ? '0' : row.pct_of_total_paid_in;
      for (const part of parts) {
        expect(part.shareOfPledgesPercent, row.donor).toBe(row.pct_of_total_pledges);
        expect(part.shareOfPaidInPercent, row.donor).toBe(paidInShare);
      }
    }
    expect(report.totals).toMatchObject({ pledged: '670113000.00', deposited: '290890000.00' });
    expect(broken(report)).toEqual([]);
  });
});

describe('the country-based pooled funds’ contributions of 2026', () => {
  it('come out with each donor’s share of its fund in the year, all 236 of them', async () => {
    await using tables = await readTables();
    const rows = await contributions2026();
    expect(rows).toHaveLength(236);
    const byFund = Map.groupBy(rows, ({ fund }) => fund);
    let equal = 0;
    for (const [fund, given] of byFund) {
      const { tell } = await telling(tables, fund);
      for (const { donor, amount } of given) {
        await tell(pledged(donor, donor, amount, { year: 2026 }));
        await tell(deposited(donor, amount, '2026-01-01'));
      }
      const report = await ask(tables.pool, 'contributions', { fund, asOf: '2026-12-31', year: 2026 });
      expect(report.rows).toHaveLength(given.length);
      for (const { donor, amount, percent } of given) {
        const row = report.rows.find(({ contributionId }) => contributionId === donor);
        expect(row, `${fund} ${donor}`).toMatchObject({ deposited: amount, shareOfYearPercent: percent });
        equal += 1;
      }
    }
    expect(equal).toBe(236);
  });
});

/** Fields of this file hold no quotes, so a comma is a comma. */
async function contributions2026() {
  const [header = '', ...lines] = (
    await readFile(new URL('ocha-cbpf-contributions-2026.csv', PUBLISHED), 'utf8')
  )
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  const columns = header.split(',');
  return lines.map((line) => {
    const cells = line.match(/("[^"]*"|[^,]*)(,|$)/g)?.map((cell) => cell.replace(/,$/, '')) ?? [];
    const of = (name: string): string => cells[columns.indexOf(name)] ?? '';
    return {
      fund: `cbpf-${of('PooledFundId')}`,
      donor: of('DonorCode'),
      amount: of('ContributionAmt'),
      // Printed to five decimals, rounded to two.
      percent: of('ContributionPercent').slice(0, -3),
    };
  });
}
