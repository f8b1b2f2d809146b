import type { Aggregate } from './decider.ts';
import { looksOf } from './name-look.ts';
import type { OrganisationCorrected, OrganisationRegistered } from './organisation.ts';

/** The organisations whose name has one look; the document's id is the look. */
export interface Namesakes {
  readonly organisations: readonly string[];
}

/** Organisations that may bear names of one look: a ministry of one name in every country. */
export const MAX_NAMESAKES = 250;

/** The register by what names look like, folded wherever a name as written must be understood. */
export const organisationNames: Aggregate<Namesakes, OrganisationRegistered | OrganisationCorrected> = {
  kind: 'organisation-name',
  version: 1,
  concerns: {
    OrganisationRegistered: ({ name }) => looksOf(name),
    OrganisationCorrected: ({ organisation, before }) => [
      ...new Set([...looksOf(organisation.name), ...looksOf(before.name)]),
    ],
  },
  evolve(state, event, _meta, look) {
    const { id, name } = event.type === 'OrganisationRegistered' ? event.data : event.data.organisation;
    const others = (state?.organisations ?? []).filter((other) => other !== id);
    return { organisations: looksOf(name).includes(look) ? [...others, id].slice(-MAX_NAMESAKES) : others };
  },
};
