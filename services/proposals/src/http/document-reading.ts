import { etagOf, notFound, notModified, refuse, type ServiceParts } from '@mdtf/runtime';
import { documentAnswer, type ProposalDocument, proposalDocument } from '../domain/documents/document.ts';
import { contentDisposition, isText } from '../domain/documents/document-name.ts';
import { createDocumentBytes } from '../queries/document-bytes.ts';
import { createDocumentsSeen } from '../queries/documents-seen.ts';
import { listStates } from '../queries/states.ts';
import { answerPage, type Handlers } from './handlers.ts';

/** The files that go with proposals: listed, and given out as streams. */
export function documentReadingHandlers(
  parts: ServiceParts,
): Handlers<'listProposalDocuments' | 'getProposalDocument' | 'downloadDocument'> {
  const { pool } = parts;
  const store = createDocumentBytes(pool);
  const seen = createDocumentsSeen(parts);
  return {
    async listProposalDocuments({ fund, params: { proposalId }, query, actor }) {
      const lead = await seen.leadOf(fund, proposalId, actor);
      if (lead === undefined) return notFound('proposal', proposalId);
      const wanted = { ...query, fund, under: proposalId, having: { lead } };
      return answerPage(
        await listStates(pool, proposalDocument, wanted, (id, state) =>
          documentAnswer(proposalId, id.slice(proposalId.length + 1), state),
        ),
      );
    },
    async getProposalDocument({ fund, params: { proposalId, documentId }, actor }) {
      const state = await seen.find(fund, { proposalId, documentId }, actor);
      if (state === undefined) return notFound('document', documentId);
      return { body: documentAnswer(proposalId, documentId, state) };
    },
    async downloadDocument({ fund, params, actor, unchanged }) {
      const state = await seen.find(fund, params, actor);
      if (state === undefined) return notFound('document', params.documentId);
      if (state.removed !== null) return gone(params.documentId, state.removed);
      const { mediaType, sha256 } = state;
      const etag = etagOf(sha256);
      if (unchanged(etag)) return notModified(etag);
      const stream = await store.read(fund, sha256);
      if (stream === undefined) throw new Error(`The bytes of document ${params.documentId} are not there`);
      const contentType = isText(mediaType) ? `${mediaType}; charset=utf-8` : mediaType;
      return { stream, contentType, etag, headers: headersOf(params, state) };
    },
  };
}

/** Saved and never shown: whatever a browser makes of it runs nothing here. */
function headersOf(
  { proposalId, documentId }: { readonly proposalId: string; readonly documentId: string },
  state: ProposalDocument,
) {
  return {
    'content-disposition': contentDisposition(documentAnswer(proposalId, documentId, state).fileName),
    'content-length': `${state.size}`,
    'content-security-policy': "default-src 'none'; sandbox",
  };
}

const gone = (id: string, { removedAt, reason }: NonNullable<ProposalDocument['removed']>) =>
  refuse(
    410,
    'document-removed',
    { en: 'Removed', fr: 'Retiré' },
    {
      en: `Document ${id} was removed at ${removedAt}: ${reason}`,
      fr: `Le document ${id} a été retiré à ${removedAt} : ${reason}`,
    },
  );
