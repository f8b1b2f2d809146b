import { z } from 'zod';
import { date, id, list, money, prose, text } from '../primitives.ts';
import { codeReference } from './code-list.ts';

/** What figures may be told apart by; ethnic origin only where its legal basis is stated. */
const dimension = z.enum([
  'sex',
  'age',
  'ethnic-origin',
  'education',
  'migrant-status',
  'country',
  'disability',
  'other',
]);

const indicator = z.strictObject({
  id,
  name: text(300),
  from: codeReference.optional().describe('The indicator of an agreed set that this is; absent: its own'),
  unit: text(60),
  baseline: text(100).optional(),
  target: text(100),
  disaggregatedBy: list(dimension, 10),
  legalBasis: text(1_000)
    .optional()
    .describe(
      'What allows ethnic origin to be asked: consent, statute; required where figures are told apart by it',
    ),
  disaggregated: list(
    z.strictObject({
      by: dimension,
      group: text(100),
      baseline: text(100).optional(),
      target: text(100),
    }),
    50,
  )
    .optional()
    .describe('Baseline and target of each group'),
});

/** What a project should bring about, and how that is measured. */
export const expectedResult = z.strictObject({
  id,
  statement: prose,
  monetised: z.boolean().default(false),
  contributesTo: id.optional().describe('Another result of the same proposal, which this one leads to'),
  indicators: list(indicator, 50),
});

/** One question that an evaluation answers. */
export const evaluationStep = z.strictObject({
  question: text(1_000),
  method: text(2_000),
  who: text(300).describe('Who evaluates'),
  when: date,
  cost: money,
});
