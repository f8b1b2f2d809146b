import type { Aggregate, Instant } from '@mdtf/domain';
import type { DocumentAttached, DocumentRemoved } from './document-events.ts';
import { savingName } from './document-name.ts';

/** A document of a proposal; its bytes are found by their SHA-256 and in no log. */
export interface ProposalDocument extends Omit<DocumentAttached['data'], 'proposalId' | 'documentId'> {
  readonly attachedAt: Instant;
  /** Its bytes are erased then. */
  readonly removed: { readonly removedAt: Instant; readonly reason: string } | null;
}

/** The documents of a proposal by id, under the proposal's: P1/D1. */
export const documentId = (proposalId: string, id: string): string => `${proposalId}/${id}`;

const byId = (data: { readonly proposalId: string; readonly documentId: string }): string =>
  documentId(data.proposalId, data.documentId);

/** Documents, one state each. */
export const proposalDocument: Aggregate<ProposalDocument, DocumentAttached | DocumentRemoved> = {
  kind: 'document',
  version: 1,
  concerns: { DocumentAttached: byId, DocumentRemoved: byId },
  evolve(state, event, { time }) {
    if (event.type === 'DocumentAttached') {
      const { proposalId: _, documentId: _id, ...said } = event.data;
      return { ...said, attachedAt: time, removed: null };
    }
    if (state === undefined) throw new RangeError('A document was removed that was never attached');
    return { ...state, removed: { removedAt: time, reason: event.data.reason } };
  },
};

/** What a proposal has of documents. */
export interface Dossier {
  /** Those that are there. */
  readonly kept: readonly { readonly documentId: string; readonly lead: string; readonly sha256: string }[];
  /** How many were ever attached. */
  readonly attached: number;
}

/** One dossier for each proposal with documents. */
export const dossier: Aggregate<Dossier, DocumentAttached | DocumentRemoved> = {
  kind: 'dossier',
  version: 1,
  concerns: {
    DocumentAttached: ({ proposalId }) => proposalId,
    DocumentRemoved: ({ proposalId }) => proposalId,
  },
  evolve(state = { kept: [], attached: 0 }, event) {
    if (event.type === 'DocumentAttached') {
      const { documentId, lead, sha256 } = event.data;
      return { kept: [...state.kept, { documentId, lead, sha256 }], attached: state.attached + 1 };
    }
    const { documentId: gone } = event.data;
    return { ...state, kept: state.kept.filter(({ documentId }) => documentId !== gone) };
  },
};

/** A document as it is answered. */
export const documentAnswer = (proposalId: string, id: string, state: ProposalDocument) => ({
  proposalId,
  documentId: id,
  title: state.title,
  fileName: savingName(state.fileName ?? state.title, state.mediaType),
  mediaType: state.mediaType,
  size: state.size,
  sha256: state.sha256,
  scan: state.scan,
  attachedAt: state.attachedAt,
  removed: state.removed,
});

export type DocumentAnswer = ReturnType<typeof documentAnswer>;
