import type { Aggregate, DomainEvent } from './decider.ts';

/** What an organisation is to the funds; it may be several. */
export type OrganisationKind = 'donor' | 'partner' | 'stakeholder' | 'administering-bank';

/** Of the platform's fact: who an organisation is. */
export type OrganisationRegistered = DomainEvent<
  'OrganisationRegistered',
  { readonly id: string; readonly name: string; readonly kinds: readonly OrganisationKind[] }
>;

/** An organisation of all funds. */
export interface KnownOrganisation {
  readonly name: string;
  readonly kinds: readonly OrganisationKind[];
}

/** The platform's organisations as known to another service, one document each. */
export const knownOrganisation: Aggregate<KnownOrganisation, OrganisationRegistered> = {
  kind: 'organisation',
  version: 1,
  concerns: { OrganisationRegistered: ({ id }) => id },
  evolve: (_before, { data: { name, kinds } }) => ({ name, kinds }),
};
