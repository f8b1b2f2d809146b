import { type Actor, accessAggregate, holdingsOf, type Localised } from '@mdtf/domain';
import { forbidden, isRefusal, notFound, type Refusal, refuse, type ServiceParts } from '@mdtf/runtime';
import { createCoAuthors, MAX_CO_AUTHORS, type Written } from '../queries/co-authors.ts';
import { type Found, findProposal } from '../queries/proposals.ts';
import { viewerOf } from '../queries/viewer.ts';
import type { Handlers } from './handlers.ts';

/** Who edits a proposal's drafts besides its lead, which names them. */
export function coAuthorHandlers({
  pool,
  view,
}: ServiceParts): Handlers<'listCoAuthors' | 'nameCoAuthor' | 'removeCoAuthor'> {
  const coAuthors = createCoAuthors(pool);

  /** What a person writes for: its lead's, or as one of the co-authors. */
  async function written(fund: string, proposalId: string, actor: Actor): Promise<Found | Refusal> {
    const found = await findProposal(pool, fund, proposalId, viewerOf(actor));
    const writes = found !== undefined && (found.coAuthor || isOwn(found, actor));
    return writes ? found : notFound('proposal', proposalId);
  }

  /** For whom a person names co-authors: as one who writes for the lead, and so says who else may. */
  async function naming(fund: string, proposalId: string, actor: Actor): Promise<Written | Refusal> {
    const found = await written(fund, proposalId, actor);
    if (isRefusal(found)) return found;
    return isOwn(found, actor) ? { fund, proposalId, owner: found.owner } : forbidden(THE_LEAD_NAMES);
  }

  return {
    async listCoAuthors({ fund, params: { proposalId }, actor }) {
      const found = await written(fund, proposalId, actor);
      if (isRefusal(found)) return found;
      return { body: { items: await coAuthors.list({ fund, proposalId, owner: found.owner }) } };
    },
    async nameCoAuthor({ fund, params: { proposalId, person }, actor }) {
      const of = await naming(fund, proposalId, actor);
      if (isRefusal(of)) return of;
      const { roles } = holdingsOf(await view.read(fund, accessAggregate, person));
      if (!roles.includes('partner')) return refuse(422, 'not-a-partner', NOT_A_PARTNER, notAPartner(person));
      const named = await coAuthors.name(of, person, actor.id);
      if (named === undefined) return refuse(422, 'too-many-co-authors', TOO_MANY, tooMany);
      return { body: named };
    },
    async removeCoAuthor({ fund, params: { proposalId, person }, actor }) {
      const of = await naming(fund, proposalId, actor);
      if (isRefusal(of)) return of;
      const removed = await coAuthors.remove(of, person);
      return removed === undefined ? notFound('co-author', person) : { body: removed };
    },
  };
}

const isOwn = ({ owner }: Found, actor: Actor): boolean => viewerOf(actor).draftsOf.includes(owner);

const THE_LEAD_NAMES: Localised = {
  en: 'Whoever writes for the lead names the co-authors.',
  fr: 'C’est l’organisation chef de file qui désigne les coauteurs.',
};

const NOT_A_PARTNER: Localised = { en: 'Not a partner of this fund', fr: 'Pas un partenaire de ce fonds' };

const notAPartner = (person: string): Localised => ({
  en: `${person} is no partner in this fund, for any organisation: have the role granted first.`,
  fr: `${person} n’est partenaire d’aucune organisation dans ce fonds : faites d’abord attribuer le rôle.`,
});

const TOO_MANY: Localised = { en: 'Too many co-authors', fr: 'Trop de coauteurs' };

const tooMany: Localised = {
  en: `A proposal has at most ${MAX_CO_AUTHORS} co-authors: take back the right of one of them first.`,
  fr: `Une proposition a au plus ${MAX_CO_AUTHORS} coauteurs : retirez d’abord ce droit à l’un d’eux.`,
};
