import { z } from 'zod';
import { ledgerLine } from '../../events/allocation.ts';
import { date, id, instant, money, positiveMoney, prose, signedMoney, text } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { fundTotals } from '../../schemas/fund-totals.ts';
import { verdict } from '../../schemas/verdict.ts';
import { fundParams, listOf, page, pageQuery } from '../common.ts';

const service = 'allocation' as const;

const listAccounts = defineRoute({
  id: 'listAccounts',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/ledger/accounts',
  summary: 'Ledger accounts and balances; together they make zero',
  access: ['treasurer', 'secretariat', 'auditor', 'chair', 'admin'],
  params: fundParams,
  query: page,
  answer: listOf(z.object({ account: z.string(), balance: signedMoney })),
});

const listPostings = defineRoute({
  id: 'listPostings',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/ledger/entries',
  summary: 'Postings, newest last, of one account or all',
  access: ['treasurer', 'secretariat', 'auditor', 'chair', 'admin'],
  params: fundParams,
  query: z.strictObject({ ...pageQuery, account: text(200).optional() }),
  answer: listOf(
    z.object({
      sequence: z.string(),
      line: z.int(),
      time: instant,
      recordedAt: instant,
      type: z.string(),
      debit: z.string(),
      credit: z.string(),
      amount: positiveMoney,
      debitBalance: signedMoney,
      creditBalance: signedMoney,
    }),
  ),
});

const recordLedgerLine = defineRoute({
  id: 'recordLedgerLine',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/ledger/entries',
  summary: 'Record interest, a fee, direct cost, bank charges, or funding that the imported data leaves out',
  description: 'A fact: never refused for lack of money; what a pot cannot cover is shown as uncovered.',
  access: ['treasurer'],
  params: fundParams,
  body: z.strictObject({
    id: id.optional(),
    line: ledgerLine,
    pot: id.default('pooled'),
    amount: positiveMoney,
    bookedOn: date.optional(),
    note: prose,
    mandateId: id.optional().describe('For interest earned by a partner'),
  }),
  status: 201,
  answer: z.object({
    entryId: id,
    line: ledgerLine,
    pot: id,
    amount: positiveMoney,
    uncovered: money,
    bookedOn: date,
    note: z.string(),
  }),
});

const potHeadroom = z.object({
  pot: id,
  deposited: money.describe('Gross'),
  fees: money,
  available: signedMoney.describe('Not allocated, less what its costs could not be covered from'),
  allocated: money.describe('To date, transferred or not'),
  transferred: money,
  refunded: money,
});

/** What may still be given. */
export const headroom = z
  .object({
    totals: fundTotals,
    verdicts: z.array(verdict).describe('The cap on agreed, deposited and allocated'),
    pots: z.array(potHeadroom),
    windows: z.array(
      z.object({
        windowId: id,
        ceiling: money.nullable(),
        allocated: money,
        headroom: signedMoney.nullable(),
      }),
    ),
  })
  .meta({ id: 'Headroom' });

const getHeadroom = defineRoute({
  id: 'getHeadroom',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/headroom',
  summary: 'What may still be given: the cap by each measure, each pot, each window',
  access: 'fund-public',
  tells: ['contributions', 'activities'],
  params: fundParams,
  answer: headroom,
});

/** The fund’s books, and what may still be given. */
export const ledgerRoutes = { listAccounts, listPostings, recordLedgerLine, getHeadroom } as const;
