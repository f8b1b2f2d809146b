import { accept, type CommandHandler, notFound, type Rejection, reject } from '@mdtf/domain';
import { afterwards } from '../answer.ts';
import { mayActFor } from '../author.ts';
import { type Proposal, type ProposalStatus, proposal } from '../proposal.ts';
import { conflict, refused } from '../refusals.ts';
import { STATUS_IN_FRENCH } from '../status-words.ts';
import {
  type DocumentAnswer,
  type Dossier,
  documentAnswer,
  documentId,
  dossier,
  proposalDocument,
} from './document.ts';
import type { DocumentAttached, DocumentRemoved } from './document-events.ts';

// Commands

/** A document that has come whole, was told by its content and passed the scanner; `lead` is the draft's where nothing is submitted. */
export type AttachDocument = DocumentAttached['data'] & AsCoAuthor;

/** A document to remove, and why. */
export type RemoveDocument = Omit<DocumentRemoved['data'], 'sha256'> & AsCoAuthor;

/** True for who was named a co-author, which is in no log. */
interface AsCoAuthor {
  readonly coAuthor: boolean;
}

/** Documents that a proposal has at a time. */
export const MAX_DOCUMENTS = 50;

/** Documents that a proposal ever has, the removed ones with them. */
export const MAX_ATTACHED = 500;

/** Where an applicant still prepares its text, and so its documents. */
const IN_PREPARATION: readonly ProposalStatus[] = [
  'concept-submitted',
  'screened-eligible',
  'screened-ineligible',
  'invited',
  'returned',
  'revision-needed',
];

// Decide

/** Attaches a document to a proposal or its draft; the same content only once. */
export const attachDocument: CommandHandler<AttachDocument, DocumentAttached, DocumentAnswer> = {
  needs: (command) => ({ own: refsOf(command) }),
  decide(command, slice, context) {
    const { coAuthor, ...document } = command;
    const { proposalId, documentId: id, sha256 } = document;
    const submitted = slice.get(proposal, proposalId);
    const lead = submitted?.lead ?? document.lead;
    if (!coAuthor && !mayActFor(context, lead)) return reject(notFound('proposal', proposalId));
    const refusal =
      refuseWithdrawn(proposalId, submitted) ??
      refuseMore(proposalId, slice.get(dossier, proposalId), { lead, sha256 });
    if (refusal !== undefined) return reject(refusal);
    const event: DocumentAttached = { type: 'DocumentAttached', data: { ...document, lead } };
    const after = afterwards(proposalDocument, undefined, event, context);
    return accept([event], documentAnswer(proposalId, id, after));
  },
};

function refuseWithdrawn(proposalId: string, state: Proposal | undefined): Rejection | undefined {
  if (state?.status !== 'withdrawn') return undefined;
  return conflict(
    'withdrawn',
    { en: 'Withdrawn', fr: 'Retirée' },
    {
      en: `${proposalId} was withdrawn; it takes no documents.`,
      fr: `${proposalId} a été retirée ; elle ne prend plus de documents.`,
    },
  );
}

function refuseMore(
  proposalId: string,
  state: Dossier | undefined,
  { lead, sha256 }: Pick<AttachDocument, 'lead' | 'sha256'>,
): Rejection | undefined {
  if (state === undefined) return undefined;
  const same = state.kept.find((kept) => kept.lead === lead && kept.sha256 === sha256);
  if (same !== undefined) {
    return conflict(
      'already-attached',
      { en: 'Attached already', fr: 'Déjà joint' },
      {
        en: `This very content is document ${same.documentId} of ${proposalId} already; nothing was attached.`,
        fr: `Ce même contenu est déjà le document ${same.documentId} de ${proposalId} ; rien n’a été joint.`,
      },
    );
  }
  if (state.kept.length >= MAX_DOCUMENTS) {
    return refused('too-many-documents', TOO_MANY, {
      en: `A proposal has at most ${MAX_DOCUMENTS} documents; remove one first, or put several into one file.`,
      fr: `Une proposition a au plus ${MAX_DOCUMENTS} documents ; retirez-en un d’abord, ou réunissez-en plusieurs en un fichier.`,
    });
  }
  if (state.attached < MAX_ATTACHED) return undefined;
  return refused('too-many-documents', TOO_MANY, {
    en: `${MAX_ATTACHED} documents were attached to ${proposalId}, the removed ones counted, which is the most.`,
    fr: `${MAX_ATTACHED} documents ont été joints à ${proposalId}, y compris ceux qui ont été retirés, ce qui est le maximum.`,
  });
}

const TOO_MANY = { en: 'Too many documents', fr: 'Trop de documents' };

/** Removes a document: its applicant while it prepares, afterwards the secretariat. */
export const removeDocument: CommandHandler<RemoveDocument, DocumentRemoved, DocumentAnswer> = {
  needs: (command) => ({ own: refsOf(command) }),
  decide({ proposalId, documentId: id, reason, coAuthor }, slice, context) {
    const state = slice.get(proposalDocument, documentId(proposalId, id));
    if (state === undefined || !(coAuthor || mayActFor(context, state.lead)))
      return reject(notFound('document', id));
    if (state.removed !== null) {
      const { removedAt, reason: why } = state.removed;
      return reject(
        conflict(
          'already-removed',
          { en: 'Removed already', fr: 'Déjà retiré' },
          {
            en: `Document ${id} was removed at ${removedAt}: ${why}`,
            fr: `Le document ${id} a été retiré à ${removedAt} : ${why}`,
          },
        ),
      );
    }
    const status = slice.get(proposal, proposalId)?.status;
    const bySecretariat = context.actor.roles.includes('secretariat');
    if (status !== undefined && !IN_PREPARATION.includes(status) && !bySecretariat) {
      return reject(
        conflict(
          'before-the-committee',
          { en: 'Before the committee', fr: 'Devant le comité' },
          {
            en: `${proposalId} is ${status}: what the committee reads stays. Ask the secretariat, which removes with its reason.`,
            fr: `${proposalId} est ${STATUS_IN_FRENCH[status]} : ce que lit le comité demeure. Demandez au secrétariat, qui retire en donnant ses raisons.`,
          },
        ),
      );
    }
    const data = { proposalId, documentId: id, sha256: state.sha256, reason };
    const event: DocumentRemoved = { type: 'DocumentRemoved', data };
    const after = afterwards(proposalDocument, state, event, context);
    return accept([event], documentAnswer(proposalId, id, after));
  },
};

function refsOf({
  proposalId,
  documentId: id,
}: {
  readonly proposalId: string;
  readonly documentId: string;
}) {
  return [
    { kind: proposal.kind, id: proposalId },
    { kind: dossier.kind, id: proposalId },
    { kind: proposalDocument.kind, id: documentId(proposalId, id) },
  ];
}
