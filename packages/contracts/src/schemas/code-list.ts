import { z } from 'zod';
import { date, id, list, text } from '../primitives.ts';

/** Codes that one list holds at most. */
export const MAX_CODES = 500;

/** One code of one version of an agreed list. */
export const codeReference = z
  .strictObject({ list: id, version: id, code: id })
  .meta({ id: 'CodeReference', description: 'A code of an agreed list, in the version it was chosen from.' });

const inBoth = z.strictObject({ en: text(800), fr: text(800) });

/** An agreed list: what may be chosen, who agreed it, in which version. */
export const codeList = z
  .strictObject({
    list: id,
    version: id,
    title: inBoth,
    source: text(500).describe('Where the list was agreed, and what was made of it here'),
    agreedOn: date.optional(),
    use: z.enum(['classification', 'indicator']).describe('What its codes are for'),
    choose: z.enum(['one', 'many']).describe('How many of its codes one proposal names'),
    codes: list(z.strictObject({ code: id, label: inBoth }), MAX_CODES).min(1),
  })
  .meta({ id: 'CodeList' });
