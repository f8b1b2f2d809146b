import { z } from 'zod';
import { id, prose, sha256, text } from '../primitives.ts';

/** What is said of one document that goes with a proposal; its bytes are in no log. */
const attached = {
  proposalId: id,
  documentId: id,
  lead: id.describe('The organisation that leads the proposal'),
  title: text(300),
  fileName: text(200).nullable(),
  mediaType: text(100),
  size: z.int(),
  sha256,
  scan: z.enum(['clean', 'not-scanned']).describe('not-scanned: no scanner is configured'),
};

/** Documents of proposals. */
export const documentEvents = {
  DocumentAttached: z.object(attached),
  DocumentRemoved: z.object({ proposalId: id, documentId: id, sha256, reason: prose }),
};
