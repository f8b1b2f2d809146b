import { type Slice, type StateRef, UnnamedDocument } from './decider.ts';
import { looksOf } from './name-look.ts';
import { knownOrganisation } from './organisation.ts';
import { organisationNames } from './organisation-names.ts';
import { type OrganisationRecord, organisationRecord } from './organisation-record.ts';
import type { Party } from './standing.ts';

/** Who has a part in a proposal: who leads it by id, the others by id or by name, as written. */
export interface WrittenParties {
  readonly lead: string;
  readonly partners: readonly string[];
}

/** The documents behind `partiesOf`, more once names are understood: the platform's, and the fund's records. */
export function partyNeeds(
  written: WrittenParties,
  slice: Slice | undefined,
): { readonly platform: readonly StateRef[]; readonly records: readonly StateRef[] } {
  const named = written.partners.flatMap((text) => [
    text,
    ...(slice === undefined ? [] : alike(text, slice)),
  ]);
  const ids = [...new Set([written.lead, ...named])];
  return {
    platform: [
      ...ids.map((id) => ({ kind: knownOrganisation.kind, id })),
      ...written.partners.map((text) => ({ kind: organisationNames.kind, id: lookOf(text) })),
    ],
    records: ids.map((id) => ({ kind: organisationRecord.kind, id })),
  };
}

/**
 * Who has a part, the lead first: a partner is the registered organisation of that id, otherwise each one whose name
 * reads like it; one that is not registered stands for itself.
 */
export function partiesOf(
  { lead, partners }: WrittenParties,
  slice: Slice,
  record: (organisation: string) => OrganisationRecord | undefined,
  fields: { readonly lead: string; readonly partner: (at: number) => string },
): readonly Party[] {
  const partyOf = (organisation: string, isLead: boolean, field: string): Party => {
    const known = slice.platformFact(knownOrganisation, organisation);
    return { organisation, known, record: record(organisation), isLead, field };
  };
  const others = partners.flatMap((text, at) => {
    const ids = slice.platformFact(knownOrganisation, text) === undefined ? alike(text, slice) : [text];
    return (ids.length === 0 ? [text] : ids).map((id) => partyOf(id, false, fields.partner(at)));
  });
  const seen = new Set([lead]);
  return [
    partyOf(lead, true, fields.lead),
    ...others.filter(({ organisation }) => !seen.has(organisation) && seen.add(organisation)),
  ];
}

/** Registered organisations whose name reads like a text; none while the register was not looked at. */
function alike(text: string, slice: Slice): readonly string[] {
  try {
    return slice.platformFact(organisationNames, lookOf(text))?.organisations ?? [];
  } catch (error) {
    if (error instanceof UnnamedDocument) return [];
    throw error;
  }
}

const lookOf = (text: string): string => looksOf(text)[0];
