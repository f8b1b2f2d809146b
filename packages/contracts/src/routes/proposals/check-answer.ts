import { z } from 'zod';
import { fieldError } from '../../problem.ts';
import { verdict } from '../../schemas/verdict.ts';

/** What a check says: fields still to mend, each rule's verdict, and whether submitting now would be accepted. */
export const checkAnswer = z
  .object({ wouldBeAccepted: z.boolean(), errors: z.array(fieldError), verdicts: z.array(verdict) })
  .meta({ id: 'CheckAnswer' });
