import { usd } from './events.ts';

/** What was agreed; the pot is the common one where none is named. */
export const AGREEMENTS = [
  { id: 'A', donor: 'state-a', amount: '3000000.00' },
  { id: 'B', donor: 'state-b', amount: '2200000.00' },
  {
    id: 'C',
    donor: 'state-c',
    amount: '1300000.00',
    schedule: [
      { due: '2008-05-02', amount: usd('650000.00') },
      { due: '2008-09-15', amount: usd('650000.00') },
    ],
  },
  { id: 'D', donor: 'foundation-d', amount: '300000.00', pot: 'D' },
  { id: 'bank', donor: 'the-bank', amount: '1200000.00', pot: 'bank' },
];

/** When, under which agreement, gross, fee, net. */
export const DEPOSITS = [
  ['2008-02-12', 'A', '1750000.50', '17500.01', '1732500.49'],
  ['2008-03-28', 'B', '2200000.00', '22000.00', '2178000.00'],
  ['2008-04-07', 'D', '300000.00', '3000.00', '297000.00'],
  ['2008-04-14', 'A', '1249999.50', '12499.99', '1237499.51'],
  ['2008-05-02', 'C', '650000.00', '6500.00', '643500.00'],
  ['2008-05-16', 'bank', '1200000.00', '0.00', '1200000.00'],
] as const;

const part = (pot: string, windowId: string | null, amount: string) => ({
  pot,
  windowId,
  amount: usd(amount),
});

/** When and to whom how much was set aside, by pot and window. */
export const ALLOCATIONS = [
  { on: '2008-03-27', id: 'S0', partner: 'fund-secretariat', parts: [part('pooled', null, '232000.00')] },
  { on: '2008-05-20', id: 'P1', partner: 'iom', parts: [part('pooled', 'W1', '1177000.00')] },
  {
    on: '2008-05-20',
    id: 'P4',
    partner: 'remit-compare',
    parts: [part('D', 'W2', '297000.00'), part('pooled', 'W2', '152400.00')],
  },
  {
    on: '2008-05-20',
    id: 'P5',
    partner: 'health-recruitment',
    parts: [part('bank', 'W1', '102000.00'), part('pooled', 'W1', '582800.00')],
  },
  {
    on: '2008-05-20',
    id: 'P6',
    partner: 'diaspora-health',
    parts: [part('bank', 'W2', '144450.00'), part('pooled', 'W2', '818550.00')],
  },
  { on: '2008-06-17', id: 'T1', partner: 'country-z', parts: [part('pooled', 'W2', '214000.00')] },
  {
    on: '2008-09-09',
    id: 'P2',
    partner: 'planning-consortium',
    parts: [part('bank', 'W2', '180000.00'), part('pooled', 'W2', '1050500.00')],
  },
] as const;

/** When, to which activity, how much; by pot in proportion to what is left of each, as the ledger draws them. */
export const TRANSFERS = [
  ['2008-06-02', 'P1', '470800.00', [['pooled', '470800.00']]],
  [
    '2008-06-02',
    'P6',
    '240750.00',
    [
      ['bank', '36112.50'],
      ['pooled', '204637.50'],
    ],
  ],
  [
    '2008-06-02',
    'P4',
    '89880.00',
    [
      ['D', '59400.00'],
      ['pooled', '30480.00'],
    ],
  ],
  ['2008-06-02', 'S0', '116000.00', [['pooled', '116000.00']]],
  ['2008-06-17', 'T1', '128400.00', [['pooled', '128400.00']]],
  [
    '2008-07-14',
    'P5',
    '205440.00',
    [
      ['bank', '30600.00'],
      ['pooled', '174840.00'],
    ],
  ],
] as const;

/** What partners spent to 30 September 2008. */
export const SPENT = [
  ['P1', '312480.15'],
  ['P5', '61200.00'],
  ['P6', '90115.40'],
  ['P4', '40250.00'],
  ['T1', '52300.10'],
  ['S0', '98764.35'],
] as const;
