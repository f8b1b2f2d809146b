import { z } from 'zod';
import { message } from '../message.ts';
import { bilingual, list, text } from '../primitives.ts';
import { place, severity } from './verdict.ts';

const setting = z.strictObject({
  parameters: z.record(z.string().max(60), z.union([z.string().max(200), z.int()])).optional(),
  severities: z.partialRecord(place, severity).optional(),
});

const quantityNames = list(z.string().min(1).max(60), 10);

/** A sum of named quantities against exactly one of an amount, a number, a date, texts, or a percentage of a sum of others. */
const ownComparison = z
  .strictObject({
    quantities: quantityNames,
    is: z.enum(['at-most', 'below', 'at-least', 'above', 'equal', 'not-equal', 'one-of', 'none-of']),
    amount: z.string().max(20).optional().describe('In the fund’s currency'),
    number: z.int().optional(),
    date: z.string().max(10).optional(),
    texts: list(text(200), 50).optional(),
    of: quantityNames.optional(),
    percent: z.string().max(8).optional().describe('Of the sum of `of`; 100 where it is left out'),
  })
  .meta({ id: 'OwnComparison' });

const ownCondition = list(list(ownComparison, 10), 10).describe(
  'All of these hold, each when any one of its comparisons does',
);

/** A rule that the fund sets for itself, as data; docs/rules.md lists the quantities and where each is known. */
export const ownRule = z
  .strictObject({
    id: z.string().regex(/^F[1-9]\d{0,2}$/, {
      error: message('must be F and a number, such as F1', 'doit être F suivi d’un nombre, tel que F1'),
    }),
    version: z.int().min(1).max(1_000),
    source: text(500),
    title: bilingual,
    explanation: bilingual,
    severities: z.partialRecord(place, severity),
    when: ownCondition.optional().describe('Where this does not hold, the rule does not apply'),
    holds: ownCondition,
  })
  .meta({ id: 'OwnRule' });

/** A fund's own parameters and severities for the rules of the catalogue; what is left out keeps the catalogue's default. */
export const charterRules = z
  .strictObject({
    R1: setting.optional(),
    R2: setting.optional(),
    R3: setting.optional(),
    R4: setting.optional(),
    R5: setting.optional(),
    R6: setting.optional(),
    R7: setting.optional(),
    R8: setting.optional(),
    R9: setting.optional(),
    R10: setting.optional(),
    R11: setting.optional(),
    R12: setting.optional(),
    R13: setting.optional(),
    R14: setting.optional(),
    R15: setting.optional(),
    R16: setting.optional(),
    R17: setting.optional(),
    R18: setting.optional(),
    R19: setting.optional(),
    R20: setting.optional(),
    R21: setting.optional(),
    R22: setting.optional(),
    R23: setting.optional(),
    R24: setting.optional(),
    own: list(ownRule, 50).optional().describe('The fund’s own rules, besides those of the catalogue'),
  })
  .meta({ id: 'CharterRules' });
