import { type FieldFault, knownOrganisation, type Rejection, type Slice } from '@mdtf/domain';
import type { ProposalContent } from './content.ts';
import { conversions } from './conversion.ts';
import { refused } from './refusals.ts';

/** Who carries out what a government asks for, and which request a project comes from: the fields at fault. */
export function assistanceFaults(
  { proposalId, content }: { readonly proposalId: string; readonly content: ProposalContent },
  slice: Slice,
): readonly FieldFault[] {
  const { kind, assistance, fromRequest } = content;
  const faults: FieldFault[] = [];
  const fault = (field: string, message: string) =>
    void faults.push({ field: `body.content.${field}`, message });
  if (kind === 'assistance-request') {
    const by = assistance?.implementedBy;
    const implementer = by === undefined ? undefined : slice.platformFact(knownOrganisation, by);
    if (by !== undefined && implementer === undefined)
      fault('assistance.implementedBy', `is no registered organisation: ${by}`);
    else if (implementer !== undefined && !implementer.kinds.includes('partner'))
      fault('assistance.implementedBy', 'must be an organisation registered as a partner');
  } else if (assistance !== undefined) fault('assistance', 'is for assistance requests alone; leave it out');
  if (fromRequest !== undefined) {
    const projects = slice.get(conversions, fromRequest)?.projects ?? [];
    if (!projects.includes(proposalId))
      fault('fromRequest', `names no request that was made into ${proposalId}`);
  }
  return faults;
}

/** A request is ready for the committee once somebody can carry it out; its lead is named in the slice. */
export function refuseWithoutImplementer(
  { kind, lead, assistance }: ProposalContent,
  slice: Slice,
): Rejection | undefined {
  if (kind !== 'assistance-request' || assistance?.implementedBy !== undefined) return undefined;
  if (slice.platformFact(knownOrganisation, lead)?.kinds.includes('partner') !== false) return undefined;
  return refused(
    'nobody-implements',
    'Nobody would carry it out',
    `${lead} is not registered as a partner and the request names none: register it, or make a project of the request with a partner as its lead.`,
    { field: 'body.eligible' },
  );
}
