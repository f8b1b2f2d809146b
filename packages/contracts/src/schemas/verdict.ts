import { z } from 'zod';
import { signedMoney } from '../primitives.ts';

const languages = z.object({ en: z.string(), fr: z.string() });

/** Where a rule is asked. */
export const place = z.enum([
  'facility-preliminary',
  'facility-formal',
  'proposal',
  'call',
  'agenda',
  'decision',
  'allocation',
  'pledged',
  'agreed',
  'deposited',
  'tranche',
  'amendment',
  'report',
  'seat',
  'closure',
]);

/** What happens where a rule is not kept. */
export const severity = z.enum(['off', 'warn', 'block', 'needs-waiver']);

/** What a rule said, with its numbers, its reason in both languages, and each smallest change that would pass. */
export const verdict = z
  .object({
    rule: z.string(),
    version: z.int(),
    source: z.string(),
    title: languages,
    place,
    severity,
    outcome: z.enum(['pass', 'warn', 'block', 'needs-waiver', 'waived', 'not-applicable']),
    numerator: z.string().nullable(),
    denominator: z.string().nullable(),
    limit: z.string().nullable(),
    headroom: signedMoney.nullable(),
    percent: z.string().nullable(),
    percentLimit: z.string().nullable().describe('The percentage allowed'),
    explanation: languages,
    changes: z.array(
      z.object({
        code: z.string(),
        holds: languages,
        action: languages,
        by: signedMoney.nullable(),
        to: signedMoney.nullable(),
        toDate: z.string().nullable(),
      }),
    ),
    waiver: z.string().nullable().describe('The waiver that lifted it, where the outcome is waived'),
  })
  .meta({ id: 'Verdict' });
