import { z } from 'zod';
import { verdict } from './schemas/verdict.ts';

/** One field at fault: where it is, what rule it broke and the way out. */
export const fieldError = z.object({ field: z.string(), message: z.string() }).meta({
  id: 'FieldError',
  description: 'The field as a path, such as body.amount.currency, and what to do about it.',
});

/** RFC 9457 problem details; `type` is stable, `verdicts` are present when a fund's rule refused the command. */
export const problem = z
  .object({
    type: z.string().describe('Stable, such as urn:mdtf:problem:insufficient-funds'),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional(),
    errors: z.array(fieldError).optional(),
    verdicts: z.array(verdict).optional(),
    retryAfterSeconds: z.int().optional(),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof problem>;

/** The stable `type` of a problem from its kebab-case code. */
export const problemType = (code: string): string => `urn:mdtf:problem:${code}`;
