import { z } from 'zod';
import { message } from '../message.ts';
import { instant, list, provenance } from '../primitives.ts';
import { defineRoute } from '../route.ts';

/** How many commands one bulk request may carry. */
export const MAX_BULK_ITEMS = 500;

const bulkItem = z
  .strictObject({
    method: z.literal('POST').default('POST'),
    path: z.string().regex(/^\/v1\/[^?#]{1,400}$/, {
      error: message(
        'must be the path of a command, without a query',
        'doit être le chemin d’une commande, sans paramètres',
      ),
    }),
    idempotencyKey: z.string().regex(/^[\x21-\x7e]{1,200}$/, {
      error: message(
        'must be 1 to 200 visible ASCII characters',
        'doit compter de 1 à 200 caractères ASCII visibles',
      ),
    }),
    body: z.unknown().optional(),
    time: instant.optional().describe('When it happened, where that is earlier than now; needs a provenance'),
    provenance: provenance.optional(),
  })
  .meta({ id: 'BulkItem', description: 'One command, as it would be sent by itself.' });

const bulkResult = z
  .object({
    status: z.int(),
    body: z.unknown(),
    position: z.string().nullable(),
    location: z.string().nullable(),
    replayed: z.boolean(),
  })
  .meta({
    id: 'BulkResult',
    description: 'The answer the command would have had by itself; a problem where it was refused.',
  });

const bulk = defineRoute({
  id: 'bulk',
  service: 'portal',
  method: 'POST',
  path: '/v1/bulk',
  summary: 'Many commands in one request',
  description:
    'Each item is allowed, checked, carried out or refused by itself, without order between them; ' +
    'items are answered in the order given. What was refused as too busy (503) may be sent again under the same key.',
  access: 'authenticated',
  command: false,
  body: z.strictObject({ items: list(bulkItem, MAX_BULK_ITEMS) }),
  answer: z.object({ items: z.array(bulkResult) }),
});

/** Routes that carry others. */
export const bulkRoutes = { bulk } as const;
