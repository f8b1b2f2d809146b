import { type BadCase, IMDP, usd } from './case.ts';

const gross = (title: string, money: unknown, status: number, type: string): BadCase => ({
  title,
  as: 'treasurer-1',
  ask: `POST ${IMDP}/contributions/A/deposits`,
  body: { gross: money, reference: 'Credit advice' },
  status,
  type,
});

const unfit = (amount: string): BadCase => ({
  ...gross(`${JSON.stringify(amount.slice(0, 40))} as an amount`, usd(amount), 400, 'invalid-request'),
  field: 'body.gross.amount',
});

/** Amounts that are none, wherever they stand. */
export const amounts: readonly BadCase[] = [
  ...[
    '',
    ' 1',
    '1 ',
    '+1',
    '-1',
    '-0.01',
    '01',
    '.5',
    '1.',
    '1,000.00',
    '1e5',
    '0x10',
    'NaN',
    'Infinity',
    '٣',
    '1\n',
  ].map(unfit),
  ...['0', '0.00', '1.23456', '1'.repeat(30), '9'.repeat(16), '1'.repeat(100_000)].map(unfit),
  gross('more decimals than the currency has', usd('1.001'), 400, 'invalid-amount'),
  gross('more than the fund’s sums can hold', usd('999999999999999.99'), 422, 'fund-too-large'),
  gross('a number instead of an amount', 1, 400, 'invalid-request'),
  gross('an amount without a currency', { amount: '1.00' }, 400, 'invalid-request'),
  gross('no currency', { amount: '1.00', currency: 'usd' }, 400, 'invalid-request'),
  gross('another currency', { amount: '1.00', currency: 'EUR' }, 422, 'wrong-currency'),
  gross('a currency that does not exist', { amount: '1.00', currency: 'AAA' }, 422, 'wrong-currency'),
];

const EUR = { amount: '1.00', currency: 'EUR' };
const euros = (as: string, ask: BadCase['ask'], body: unknown): BadCase => ({
  title: `another currency to ${ask.replace(IMDP, '…')}`,
  as,
  ask,
  body,
  status: 422,
  type: 'wrong-currency',
});

const facility = { stage: 'preliminary', donors: [], facilityPartners: [], substantiveBasis: 'x' };

/** Money in another currency than the fund's, wherever money is sent. */
export const currencies: readonly BadCase[] = [
  euros('treasurer-1', `POST ${IMDP}/contributions`, { donor: 'state-a', amount: EUR }),
  euros('treasurer-1', `POST ${IMDP}/contributions`, {
    donor: 'state-a',
    amount: usd('1.00'),
    schedule: [{ due: '2008-06-01', amount: EUR }],
  }),
  euros('treasurer-1', `POST ${IMDP}/ledger/entries`, { line: 'fund-interest', amount: EUR, note: 'x' }),
  euros('secretariat', `POST ${IMDP}/in-kind`, {
    donor: 'state-a',
    description: 'x',
    quantity: '1',
    unit: 'day',
    informationValue: EUR,
  }),
  euros('secretariat', `POST ${IMDP}/calls`, { title: 'x', planned: EUR }),
  euros('secretariat', `POST ${IMDP}/facility-request`, { ...facility, totalSought: EUR, internal: EUR }),
  euros('chair', `POST ${IMDP}/committee/decisions`, {
    agendaItemId: 'P1',
    outcome: 'approved',
    amounts: [{ pot: 'pooled', windowId: 'W1', amount: EUR }],
    reason: 'x',
  }),
];
