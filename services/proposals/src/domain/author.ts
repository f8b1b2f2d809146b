import type { Context, Localised, Rejection } from '@mdtf/domain';
import type { ProposalContent } from './writing/content.ts';
import { KINDS } from './writing/kinds.ts';

type Who = Pick<Context, 'actor' | 'provenance' | 'backDated'>;

/** True for a partner of this organisation. */
export function isPartnerOf({ roles, organisations }: Context['actor'], organisation: string): boolean {
  return roles.includes('partner') && organisations.includes(organisation);
}

/**
 * Who may submit a content: a partner for its own organisation, the secretariat its own budget; and the secretariat what
 * others sent on paper or long ago, which then says where it is written.
 */
export function refuseAuthor({ kind, lead }: ProposalContent, who: Who): Rejection | undefined {
  const { actor, provenance, backDated } = who;
  const secretariat = actor.roles.includes('secretariat');
  if (secretariat && (backDated || provenance !== undefined)) return undefined;
  if (KINDS[kind].submittedBy === 'secretariat')
    return secretariat
      ? undefined
      : forbidden(
          {
            en: 'Only the secretariat submits its own budget.',
            fr: 'Seul le secrétariat soumet son propre budget.',
          },
          'body.content.kind',
        );
  if (isPartnerOf(actor, lead)) return undefined;
  return forbidden(
    secretariat
      ? {
          en: 'The secretariat submits for a partner only what comes with its provenance.',
          fr: 'Le secrétariat ne soumet pour un partenaire que ce qui porte sa provenance.',
        }
      : {
          en: `A partner submits for its own organisation only, not for ${lead}.`,
          fr: `Un partenaire soumet pour sa propre organisation seulement, non pour ${lead}.`,
        },
    'body.content.lead',
  );
}

/** True when someone may act on what an organisation has submitted. */
export function mayActFor({ actor }: Who, lead: string): boolean {
  return actor.roles.includes('secretariat') || isPartnerOf(actor, lead);
}

/** The applicant alone does it; the secretariat records what it did on paper, with its provenance; to others it is not there. */
export function refuseStranger(
  { actor, backDated, provenance }: Who,
  lead: string,
  hidden: Rejection,
  detail: Localised,
): Rejection | undefined {
  if (isPartnerOf(actor, lead)) return undefined;
  if (!actor.roles.includes('secretariat')) return hidden;
  if (backDated || provenance !== undefined) return undefined;
  const title = { en: 'Not the applicant', fr: 'Pas le demandeur' };
  return { code: 'not-the-applicant', category: 'forbidden', title, detail };
}

function forbidden(detail: Localised, field: string): Rejection {
  return {
    code: 'not-your-organisation',
    category: 'forbidden',
    title: { en: 'Not your organisation', fr: 'Pas votre organisation' },
    detail,
    field,
  };
}
