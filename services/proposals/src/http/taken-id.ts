import type { Actor } from '@mdtf/domain';
import { type Refusal, refuse } from '@mdtf/runtime';
import type { ProposalContent } from '../domain/writing/content.ts';
import { ownerOf, viewerOf } from '../queries/viewer.ts';

/** The refusal of a text under the id of what somebody else prepares, which no log tells of; `owner` is whose draft is there. */
export function refuseTaken(
  proposalId: string,
  owner: string | undefined,
  content: Pick<ProposalContent, 'kind' | 'lead'>,
  actor: Actor,
): Refusal | undefined {
  const isTheirs = owner === ownerOf(content) || viewerOf(actor).draftsOf.includes(owner ?? '');
  if (owner === undefined || isTheirs) return undefined;
  return refuse(
    409,
    'already-exists',
    { en: 'This proposal exists', fr: 'Cette proposition existe déjà' },
    {
      en: `There is a proposal ${proposalId} of another organisation; choose another id.`,
      fr: `Il existe une proposition ${proposalId} d’une autre organisation ; choisissez un autre identifiant.`,
    },
  );
}
