import { z } from 'zod';
import { list } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { fundSupposition, MAX_SUPPOSITIONS } from '../../schemas/supposition.ts';
import { fundParams } from '../common.ts';
import { headroom } from './ledger.ts';

const checkHeadroom = defineRoute({
  id: 'checkHeadroom',
  service: 'allocation',
  method: 'POST',
  path: '/v1/funds/{fundId}/headroom/check',
  summary: 'What may still be given, and what might be given if something were otherwise; nothing is saved',
  access: 'any-role',
  command: false,
  params: fundParams,
  body: z.strictObject({ suppose: list(fundSupposition, MAX_SUPPOSITIONS).min(1) }),
  answer: z.object({
    suppositions: z.array(z.object({ en: z.string(), fr: z.string() })),
    before: headroom,
    after: headroom,
  }),
});

/** What if, for the fund. */
export const fundWhatIfRoutes = { checkHeadroom } as const;
