import type { Actor } from '@mdtf/domain';
import {
  etagOf,
  forbidden,
  keyReused,
  newId,
  notFound,
  type Refusal,
  refuse,
  type ServiceParts,
  stale,
} from '@mdtf/runtime';
import { refuseAuthor } from '../domain/author.ts';
import type { ProposalStatus } from '../domain/proposal.ts';
import { STATUS_IN_FRENCH } from '../domain/status-words.ts';
import type { ProposalContent } from '../domain/writing/content.ts';
import { draftAnswer } from '../domain/writing/draft-answer.ts';
import { createDrafts, MAX_DRAFTS_PER_OWNER } from '../queries/drafts.ts';
import { type Found, findProposal } from '../queries/proposals.ts';
import { ownerOf, viewerOf } from '../queries/viewer.ts';
import type { Handlers } from './handlers.ts';
import { foundAnswer } from './proposal-answers.ts';

/** Where a next submission may follow, and so be drafted. */
const MAY_BE_DRAFTED: readonly ProposalStatus[] = [
  'concept-submitted',
  'screened-eligible',
  'invited',
  'returned',
  'revision-needed',
];

const FIRST_TAG = etagOf('0.1');

/** Texts being prepared, seen and edited by their partner and whom it named co-authors alone. */
export function draftHandlers(parts: ServiceParts): Handlers<'draftProposal' | 'editDraft'> {
  const { pool } = parts;
  const drafts = createDrafts(pool);
  return {
    async draftProposal({ fund, body: { id, content }, actor, idempotency }) {
      const notOwn = refuseOwner(content, actor);
      if (notOwn !== undefined) return notOwn;
      if (idempotency === undefined) throw new Error('A draft is begun under an idempotency key');
      const proposalId = id ?? newId();
      const begun = await drafts.begin({ fund, proposalId, content, actor: actor.id, ...idempotency });
      if (begun.outcome !== 'begun') return draftRefusals[begun.outcome](proposalId);
      const headers = {
        location: `/v1/funds/${fund}/proposals/${begun.proposalId}`,
        ...(begun.replayed ? { 'idempotency-replayed': 'true' } : {}),
      };
      return { body: draftAnswer(begun.proposalId, begun.content), etag: FIRST_TAG, headers };
    },
    async editDraft({ fund, params: { proposalId }, body: { content }, actor, ifMatch }) {
      const viewer = viewerOf(actor);
      const found = await findProposal(pool, fund, proposalId, viewer);
      if (found === undefined) return notFound('proposal', proposalId);
      const author = found.coAuthor ? refuseOtherLead(found, content) : refuseOwner(content, actor);
      const refusal = author ?? refuseEdit(found, content, proposalId);
      if (refusal !== undefined) return refusal;
      if (!ifMatch(etagOf(found.tag))) return changed(proposalId);
      const kept = await drafts.replace(fund, proposalId, content, found.draft?.version ?? 0n);
      const now = kept ? await findProposal(pool, fund, proposalId, viewer) : undefined;
      if (now === undefined) return changed(proposalId);
      return { body: foundAnswer(proposalId, now, viewer), etag: etagOf(now.tag) };
    },
  };
}

function refuseOwner(content: ProposalContent, actor: Actor): Refusal | undefined {
  const refusal = refuseAuthor(content, { actor, backDated: false });
  return refusal === undefined ? undefined : forbidden(refusal.detail);
}

/** A co-author writes for the lead that named it, and puts no other in its place. */
function refuseOtherLead({ owner }: Found, content: ProposalContent): Refusal | undefined {
  if (ownerOf(content) === owner) return undefined;
  return forbidden({
    en: `A co-author does not change who leads the proposal: that stays ${owner}.`,
    fr: `Un coauteur ne change pas l’organisation chef de file de la proposition : elle reste ${owner}.`,
  });
}

function refuseEdit({ submitted }: Found, content: ProposalContent, proposalId: string): Refusal | undefined {
  if (submitted === undefined) return undefined;
  const { status, lead } = submitted.state;
  if (ownerOf(content) !== ownerOf({ kind: submitted.state.kind, lead }))
    return forbidden({ en: `${proposalId} belongs to ${lead}.`, fr: `${proposalId} appartient à ${lead}.` });
  if (MAY_BE_DRAFTED.includes(status)) return undefined;
  return refuse(
    409,
    'not-to-be-drafted',
    { en: 'Nothing to prepare', fr: 'Rien à préparer' },
    {
      en: `${proposalId} is ${status}; there is no next text to prepare.`,
      fr: `${proposalId} est ${STATUS_IN_FRENCH[status]} ; il n’y a pas de texte suivant à préparer.`,
    },
  );
}

const changed = (proposalId: string): Refusal =>
  stale({
    en: `${proposalId} was changed since you read it; read it again and repeat your edit.`,
    fr: `${proposalId} a été modifiée depuis votre lecture ; relisez-la et refaites votre modification.`,
  });

/** Why a draft was not begun. */
export const draftRefusals = {
  'key-reused': keyReused,
  exists: (proposalId: string) =>
    refuse(
      409,
      'already-exists',
      { en: 'This proposal exists', fr: 'Cette proposition existe déjà' },
      {
        en: `The proposal ${proposalId} exists; nothing was begun.`,
        fr: `La proposition ${proposalId} existe ; rien n’a été commencé.`,
      },
    ),
  'too-many': () =>
    refuse(
      422,
      'too-many-drafts',
      { en: 'Too many drafts', fr: 'Trop de brouillons' },
      {
        en: `An organisation prepares at most ${MAX_DRAFTS_PER_OWNER} proposals at a time; submit some first.`,
        fr: `Une organisation prépare au plus ${MAX_DRAFTS_PER_OWNER} propositions à la fois ; soumettez-en d’abord.`,
      },
    ),
};
