import type { Actor } from '@mdtf/domain';
import type { ServiceParts } from '@mdtf/runtime';
import { documentId, type ProposalDocument, proposalDocument } from '../domain/documents/document.ts';
import { findProposal } from './proposals.ts';
import { seesDocuments, viewerOf } from './viewer.ts';

/** Under whose lead documents are, and whether one writes the proposal as a co-author. */
export interface DossierAccess {
  readonly lead: string;
  readonly coAuthor: boolean;
}

/** Which documents an actor may see. */
export interface DocumentsSeen {
  /** Who leads the proposal or draft whose documents an actor may see; undefined where it may see none. */
  leadOf(fund: string, proposalId: string, actor: Actor): Promise<string | undefined>;
  /** The same, and whether the actor writes it as a co-author. */
  accessTo(fund: string, proposalId: string, actor: Actor): Promise<DossierAccess | undefined>;
  /** A document of whoever leads the proposal now; undefined where there is none to see. */
  find(
    fund: string,
    of: { readonly proposalId: string; readonly documentId: string },
    actor: Actor,
  ): Promise<ProposalDocument | undefined>;
}

/** Documents as last committed: those of a draft for its partner and its co-authors alone. */
export function createDocumentsSeen({ pool, view }: Pick<ServiceParts, 'pool' | 'view'>): DocumentsSeen {
  const accessTo: DocumentsSeen['accessTo'] = async (fund, proposalId, actor) => {
    const found = await findProposal(pool, fund, proposalId, viewerOf(actor));
    const lead = found?.submitted?.state.lead ?? found?.draft?.content.lead;
    if (found === undefined || lead === undefined) return undefined;
    const { coAuthor, reviewed } = found;
    return coAuthor || reviewed || seesDocuments(actor, lead) ? { lead, coAuthor } : undefined;
  };
  const leadOf: DocumentsSeen['leadOf'] = async (fund, proposalId, actor) =>
    (await accessTo(fund, proposalId, actor))?.lead;
  return {
    accessTo,
    leadOf,
    async find(fund, { proposalId, documentId: id }, actor) {
      const lead = await leadOf(fund, proposalId, actor);
      if (lead === undefined) return undefined;
      const state = await view.read(fund, proposalDocument, documentId(proposalId, id));
      return state?.lead === lead ? state : undefined;
    },
  };
}
