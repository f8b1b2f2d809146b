import { z } from 'zod';
import { byteBody } from '../../bytes.ts';
import { id, instant, prose, sha256, text } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { inFund, listOf, page } from '../common.ts';

const service = 'proposals' as const;

/** The most bytes that one document has. */
export const MAX_DOCUMENT_BYTES = 20 * 1_048_576;

/** What documents may be, each told by its content. */
export const DOCUMENT_MEDIA_TYPES = [
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'image/png',
  'image/jpeg',
  'text/csv',
  'text/plain',
] as const;

const documentAnswer = z
  .object({
    proposalId: id,
    documentId: id,
    title: z.string(),
    fileName: z.string().describe('As it is offered for saving: safe in any folder, the ending of its type'),
    mediaType: z.string(),
    size: z.int().describe('Bytes'),
    sha256,
    scan: z.enum(['clean', 'not-scanned']),
    attachedAt: instant,
    removed: z
      .object({ removedAt: instant, reason: z.string() })
      .nullable()
      .describe('Its bytes are erased; what is said of it stays'),
  })
  .meta({ id: 'ProposalDocument' });

const path = '/v1/funds/{fundId}/proposals/{proposalId}/documents' as const;

/** Who may see documents at all, before it is looked at whose they are. */
const READERS = [
  'partner',
  'secretariat',
  'chair',
  'seat-holder',
  'alternate',
  'auditor',
  'reviewer',
] as const;

const attachDocument = defineRoute({
  id: 'attachDocument',
  service,
  method: 'POST',
  path,
  summary: 'Attach a document to a proposal or to its draft; the body is the file',
  description:
    'Content-Type names what the file is, and its content must be that. Sent again under the same key it is attached once; ' +
    'one that breaks off, or does not pass the scanner, leaves nothing behind.',
  access: ['partner', 'secretariat'],
  own: { partner: 'organisation' },
  params: inFund('proposalId'),
  query: z.strictObject({
    title: text(300),
    fileName: text(200).optional().describe('As on the sender’s own disk'),
  }),
  body: byteBody,
  upload: { mediaTypes: DOCUMENT_MEDIA_TYPES, maxBytes: MAX_DOCUMENT_BYTES },
  status: 201,
  answer: documentAnswer,
});

const listProposalDocuments = defineRoute({
  id: 'listProposalDocuments',
  service,
  method: 'GET',
  path,
  summary: 'The documents of a proposal; of a removed one what is said of it and why it was removed',
  access: READERS,
  own: { partner: 'organisation', reviewer: 'assignment' },
  params: inFund('proposalId'),
  query: page,
  answer: listOf(documentAnswer),
});

const getProposalDocument = defineRoute({
  id: 'getProposalDocument',
  service,
  method: 'GET',
  path: `${path}/{documentId}`,
  summary: 'What is said of one document',
  access: READERS,
  own: { partner: 'organisation', reviewer: 'assignment' },
  params: inFund('proposalId', 'documentId'),
  answer: documentAnswer,
});

const downloadDocument = defineRoute({
  id: 'downloadDocument',
  service,
  method: 'GET',
  path: `${path}/{documentId}/content`,
  summary: 'The file itself',
  access: READERS,
  own: { partner: 'organisation', reviewer: 'assignment' },
  params: inFund('proposalId', 'documentId'),
  answer: z.unknown(),
  download: DOCUMENT_MEDIA_TYPES,
  etag: true,
});

const removeDocument = defineRoute({
  id: 'removeDocument',
  service,
  method: 'POST',
  path: `${path}/{documentId}/removal`,
  summary: 'Remove a document and erase its bytes; that it was there, and why it went, stays',
  access: ['partner', 'secretariat'],
  own: { partner: 'organisation' },
  params: inFund('proposalId', 'documentId'),
  body: z.strictObject({ reason: prose }),
  status: 201,
  answer: documentAnswer,
});

/** The files that go with a proposal. */
export const documentRoutes = {
  attachDocument,
  listProposalDocuments,
  getProposalDocument,
  downloadDocument,
  removeDocument,
} as const;
