import { z } from 'zod';
import { message } from '../message.ts';
import { currency, id, list, percent, positiveMoney } from '../primitives.ts';
import { approvedAmount } from './decision.ts';
import { place, severity } from './verdict.ts';

/** Most suppositions in one question. */
export const MAX_SUPPOSITIONS = 20;

/** An amount more or, with a minus sign, less; never nothing. */
export const signedChange = z
  .strictObject({
    amount: z.string().regex(/^-?(?!0(\.0*)?$)(0|[1-9]\d{0,14})(\.\d{1,4})?$/, {
      error: message(
        'must be a decimal other than zero such as "200000.00" or "-1000000.00", at most 15 digits before the point',
        'doit être un nombre décimal autre que zéro tel que "200000.00" ou "-1000000.00", 15 chiffres au plus avant le point',
      ),
    }),
    currency,
  })
  .meta({ id: 'SignedChange', description: 'An amount more, or below zero less.' });

/** That a rule of the catalogue had other parameters, or weighed otherwise somewhere. */
export const supposedRule = z
  .strictObject({
    suppose: z.literal('rule'),
    rule: z.string().regex(/^R\d{1,2}$/, {
      error: message(
        'must be a rule of the catalogue such as R1',
        'doit être une règle du catalogue telle que R1',
      ),
    }),
    parameters: z.record(z.string().max(60), z.union([z.string().max(60), z.number()])).optional(),
    severities: z.partialRecord(place, severity).optional(),
  })
  .meta({ id: 'SupposedRule' });

/** That a window of the charter had a higher or lower ceiling. */
export const supposedWindow = z
  .strictObject({ suppose: z.literal('window'), windowId: id, by: signedChange })
  .meta({ id: 'SupposedWindow' });

const which = id
  .optional()
  .describe('Of a call: which proposal; absent in the check of one proposal: that one');

/** One thing that is supposed to be otherwise, laid over the facts; nothing is saved. */
export const proposalSupposition = z
  .discriminatedUnion('suppose', [
    z.strictObject({
      suppose: z.literal('bank-part'),
      by: signedChange.describe('What the bank gives more or less'),
      holding: z
        .enum(['total', 'others'])
        .default('total')
        .describe('What stays: all that is asked from the fund, or the part that is not the bank’s'),
      proposalId: which,
    }),
    z.strictObject({
      suppose: z.literal('request'),
      amount: positiveMoney.describe('Asked from the fund; the budget follows in proportion'),
      proposalId: which,
    }),
    supposedWindow,
    z.strictObject({ suppose: z.literal('approved-first'), proposalId: id }),
    supposedRule,
  ])
  .meta({ id: 'ProposalSupposition' });

const measure = z.enum(['agreed', 'deposited']).default('agreed');

/** One thing of a fund that is supposed to be otherwise. */
export const fundSupposition = z
  .discriminatedUnion('suppose', [
    z.strictObject({
      suppose: z.literal('contribution'),
      contributionId: id,
      measure,
      by: signedChange,
    }),
    z
      .strictObject({
        suppose: z.literal('gift'),
        internal: z.boolean().default(false).describe('true: the bank’s own resources'),
        measure,
        amount: positiveMoney,
        feePercent: percent.optional().describe('Absent: the charter’s, none for the bank'),
      })
      .describe('Another donor, or the bank, gives more'),
    supposedWindow,
    z
      .strictObject({ suppose: z.literal('allocation'), amounts: list(approvedAmount, 20).min(1) })
      .describe('This is approved first'),
    supposedRule,
  ])
  .meta({ id: 'FundSupposition' });
