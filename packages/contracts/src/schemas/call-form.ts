import { z } from 'zod';
import { id, list, text } from '../primitives.ts';
import { stage } from './stage.ts';

/** Questions of its own that a call's form asks at most. */
export const MAX_QUESTIONS = 30;

/** The parts of a proposal that a form may ask for. */
export const formPart = z.enum([
  'summary',
  'mandate',
  'partners',
  'countries',
  'dates',
  'budget',
  'financing',
  'results',
  'evaluation',
  'classification',
  'beneficiaries',
  'documents',
]);

const stageForm = list(
  z.strictObject({
    part: formPart,
    required: z.boolean(),
    maxCharacters: z
      .int()
      .min(1)
      .max(8_000)
      .optional()
      .describe('Of the summary, or of each of the mandate’s texts'),
  }),
  formPart.options.length,
);

const label = z.strictObject({ en: text(300), fr: text(300) });

const question = z.strictObject({
  id,
  label,
  help: z.strictObject({ en: text(600), fr: text(600) }).optional(),
  stages: list(stage, 2).min(1),
  required: z.boolean(),
  maxWords: z.int().min(1).max(1_500).optional(),
  choices: list(z.strictObject({ id, label }), 20)
    .min(2)
    .optional()
    .describe('The answer is the id of one of them; absent: a text'),
});

/** What a call asks for at each stage, fixed when it opens: the parts, their lengths, and its own questions. */
export const callForm = z
  .strictObject({
    conceptNote: stageForm.describe('A part that is not named may be written all the same'),
    full: stageForm,
    questions: list(question, MAX_QUESTIONS),
  })
  .meta({ id: 'CallForm' });
