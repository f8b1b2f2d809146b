import { isRefusal, newId, notFound, type ReceivedBody, type ServiceParts } from '@mdtf/runtime';
import { mayActFor } from '../domain/author.ts';
import type { AttachDocument, RemoveDocument } from '../domain/documents/attach-document.ts';
import type { DocumentAnswer } from '../domain/documents/document.ts';
import { createReceiveDocument } from '../files/receive-document.ts';
import { createScanner, type ScannerSettings } from '../files/scanner.ts';
import { createDocumentBytes } from '../queries/document-bytes.ts';
import { createDocumentsSeen } from '../queries/documents-seen.ts';
import type { Handlers } from './handlers.ts';

/** The files that go with proposals: taken in as streams, and removed. */
export function documentHandlers(
  parts: ServiceParts,
  scanner: ScannerSettings | undefined,
): Handlers<'attachDocument' | 'removeDocument'> {
  const store = createDocumentBytes(parts.pool);
  const receive = createReceiveDocument(store, createScanner(scanner));
  const seen = createDocumentsSeen(parts);
  return {
    async attachDocument({ fund, params: { proposalId }, query, body, actor, submit }) {
      const access = await seen.accessTo(fund, proposalId, actor);
      if (access === undefined || !(access.coAuthor || mayActFor({ actor, backDated: false }, access.lead)))
        return notFound('proposal', proposalId);
      const received = await receive(fund, body as ReceivedBody);
      if (isRefusal(received)) return received;
      try {
        const { title, fileName = null } = query;
        const named = { proposalId, documentId: newId(), title, fileName };
        const data: AttachDocument = { ...named, ...access, ...received };
        return await submit<DocumentAnswer>('AttachDocument', data, {
          location: ({ documentId }) => `/v1/funds/${fund}/proposals/${proposalId}/documents/${documentId}`,
        });
      } finally {
        await store.release(fund, received.sha256);
      }
    },
    async removeDocument({ fund, params: { proposalId, documentId }, body, actor, submit }) {
      const state = await seen.find(fund, { proposalId, documentId }, actor);
      if (state === undefined) return notFound('document', documentId);
      const coAuthor = (await seen.accessTo(fund, proposalId, actor))?.coAuthor ?? false;
      const data: RemoveDocument = { ...body, proposalId, documentId, coAuthor };
      await store.claim(fund, state.sha256);
      try {
        return await submit<DocumentAnswer>('RemoveDocument', data);
      } finally {
        await store.release(fund, state.sha256);
      }
    },
  };
}
