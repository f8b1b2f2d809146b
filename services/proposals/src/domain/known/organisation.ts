import type { Aggregate } from '@mdtf/domain';

/** Of the platform's event: who an organisation is. */
export interface OrganisationRegistered {
  readonly type: 'OrganisationRegistered';
  readonly data: {
    readonly id: string;
    readonly name: string;
    readonly kinds: readonly ('donor' | 'partner' | 'stakeholder' | 'administering-bank')[];
  };
}

/** An organisation of all funds. */
export interface KnownOrganisation {
  readonly name: string;
  readonly kinds: OrganisationRegistered['data']['kinds'];
}

/** The platform's organisations as known here, one document each. */
export const knownOrganisation: Aggregate<KnownOrganisation, OrganisationRegistered> = {
  kind: 'organisation',
  version: 1,
  concerns: { OrganisationRegistered: ({ id }) => id },
  evolve: (_before, { data: { name, kinds } }) => ({ name, kinds }),
};
