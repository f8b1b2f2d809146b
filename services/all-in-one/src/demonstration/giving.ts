import { allocationRoutes } from '@mdtf/contracts';
import type { Api } from './api.ts';
import { answerAndReviseP4 } from './clarifications.ts';
import { FUND, morning, params, usd } from './fund.ts';

interface Agreement {
  readonly id: string;
  readonly donor: string;
  readonly amount: string;
  readonly internal?: boolean;
  readonly feePercent: string;
  readonly hardEarmark?: string;
  readonly schedule?: readonly { due: string; amount: string }[];
}

const agreements: readonly Agreement[] = [
  { id: 'A', donor: 'state-a', amount: '3000000.00', feePercent: '1' },
  { id: 'B', donor: 'state-b', amount: '2200000.00', feePercent: '1' },
  {
    id: 'C',
    donor: 'state-c',
    amount: '1300000.00',
    feePercent: '1',
    schedule: [
      { due: '2008-05-02', amount: '650000.00' },
      { due: '2008-09-15', amount: '650000.00' },
    ],
  },
  { id: 'D', donor: 'foundation-d', amount: '300000.00', feePercent: '1', hardEarmark: 'W2' },
  { id: 'bank-seed', donor: 'the-bank', amount: '1200000.00', internal: true, feePercent: '0' },
];

/** Five agreements of 8,000,000 in all, and A's first deposit. */
export async function agreementsAndFirstDeposit(api: Api): Promise<void> {
  await api.clock(FUND, morning('2008-02-01'));
  for (const agreement of agreements) {
    await api.send('treasurer-1', allocationRoutes.recordContribution, {
      params,
      body: {
        id: agreement.id,
        donor: agreement.donor,
        amount: usd(agreement.amount),
        internal: agreement.internal ?? false,
        feePercent: agreement.feePercent,
        earmark:
          agreement.hardEarmark === undefined
            ? { kind: 'none' }
            : { kind: 'hard', windowId: agreement.hardEarmark },
        schedule: (agreement.schedule ?? []).map((s) => ({ due: s.due, amount: usd(s.amount) })),
      },
    });
  }
  await deposit(api, '2008-02-12', 'A', '1750000.50');
}

/** Records a deposit on the fund's morning of that date. */
export async function deposit(api: Api, on: string, contributionId: string, gross: string): Promise<void> {
  await api.clock(FUND, morning(on));
  await api.send('treasurer-1', allocationRoutes.recordDeposit, {
    params: { ...params, contributionId },
    body: { gross: usd(gross), reference: `Credit advice ${contributionId} ${on}` },
  });
}

/** Deposits from March to May, and between them what P4's applicant clarified and revised. */
export async function springDeposits(api: Api): Promise<void> {
  await deposit(api, '2008-03-28', 'B', '2200000.00');
  await deposit(api, '2008-04-07', 'D', '300000.00');
  await deposit(api, '2008-04-14', 'A', '1249999.50');
  await api.clock(FUND, morning('2008-04-18'));
  await answerAndReviseP4(api);
  await deposit(api, '2008-05-02', 'C', '650000.00');
  await deposit(api, '2008-05-16', 'bank-seed', '1200000.00');
}
