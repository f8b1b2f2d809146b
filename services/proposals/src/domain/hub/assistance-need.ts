import { type FieldFault, knownOrganisation, type Localised, type Rejection, type Slice } from '@mdtf/domain';
import { refused } from '../refusals.ts';
import type { ProposalContent } from '../writing/content.ts';
import { MUST_BE_PARTNER } from '../writing/kinds.ts';
import { conversions } from './conversion.ts';

/** Who carries out what a government asks for, and which request a project comes from: the fields at fault. */
export function assistanceFaults(
  { proposalId, content }: { readonly proposalId: string; readonly content: ProposalContent },
  slice: Slice,
): readonly FieldFault[] {
  const { kind, assistance, fromRequest } = content;
  const faults: FieldFault[] = [];
  const fault = (field: string, message: Localised) =>
    void faults.push({ field: `body.content.${field}`, message });
  if (kind === 'assistance-request') {
    const by = assistance?.implementedBy;
    const implementer = by === undefined ? undefined : slice.platformFact(knownOrganisation, by);
    if (by !== undefined && implementer === undefined)
      fault('assistance.implementedBy', {
        en: `is no registered organisation: ${by}`,
        fr: `n’est pas une organisation enregistrée : ${by}`,
      });
    else if (implementer !== undefined && !implementer.kinds.includes('partner'))
      fault('assistance.implementedBy', MUST_BE_PARTNER);
  } else if (assistance !== undefined) fault('assistance', FOR_REQUESTS_ALONE);
  if (fromRequest !== undefined) {
    const projects = slice.get(conversions, fromRequest)?.projects ?? [];
    if (!projects.includes(proposalId))
      fault('fromRequest', {
        en: `names no request that was made into ${proposalId}`,
        fr: `ne nomme aucune demande qui ait été convertie en ${proposalId}`,
      });
  }
  return faults;
}

const FOR_REQUESTS_ALONE = {
  en: 'is for assistance requests alone; leave it out',
  fr: 'ne vaut que pour les demandes d’assistance ; omettez-le',
};

/** A request is ready for the committee once somebody can carry it out; its lead is named in the slice. */
export function refuseWithoutImplementer(
  { kind, lead, assistance }: ProposalContent,
  slice: Slice,
): Rejection | undefined {
  if (kind !== 'assistance-request' || assistance?.implementedBy !== undefined) return undefined;
  if (slice.platformFact(knownOrganisation, lead)?.kinds.includes('partner') !== false) return undefined;
  return refused(
    'nobody-implements',
    { en: 'Nobody would carry it out', fr: 'Nul ne l’exécuterait' },
    {
      en: `${lead} is not registered as a partner and the request names none: register it, or make a project of the request with a partner as its lead.`,
      fr: `${lead} n’est pas enregistrée comme partenaire et la demande n’en nomme aucun : enregistrez-la, ou convertissez la demande en un projet dont un partenaire est chef de file.`,
    },
    { field: 'body.eligible' },
  );
}
