import type { Actor } from '@mdtf/domain';
import type { ServiceParts } from '@mdtf/runtime';
import { documentId, type ProposalDocument, proposalDocument } from '../domain/document.ts';
import { findProposal } from './proposals.ts';
import { seesDocuments, viewerOf } from './viewer.ts';

/** Which documents an actor may see. */
export interface DocumentsSeen {
  /** Who leads the proposal or draft whose documents an actor may see; undefined where it may see none. */
  leadOf(fund: string, proposalId: string, actor: Actor): Promise<string | undefined>;
  /** A document of whoever leads the proposal now; undefined where there is none to see. */
  find(
    fund: string,
    of: { readonly proposalId: string; readonly documentId: string },
    actor: Actor,
  ): Promise<ProposalDocument | undefined>;
}

/** Documents as last committed: those of a draft for its partner alone. */
export function createDocumentsSeen({ pool, view }: Pick<ServiceParts, 'pool' | 'view'>): DocumentsSeen {
  const leadOf: DocumentsSeen['leadOf'] = async (fund, proposalId, actor) => {
    const found = await findProposal(pool, fund, proposalId, viewerOf(actor));
    const lead = found?.submitted?.state.lead ?? found?.draft?.content.lead;
    if (found === undefined || lead === undefined) return undefined;
    return found.reviewed || seesDocuments(actor, lead) ? lead : undefined;
  };
  return {
    leadOf,
    async find(fund, { proposalId, documentId: id }, actor) {
      const lead = await leadOf(fund, proposalId, actor);
      if (lead === undefined) return undefined;
      const state = await view.read(fund, proposalDocument, documentId(proposalId, id));
      return state?.lead === lead ? state : undefined;
    },
  };
}
