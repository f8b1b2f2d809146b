import type { Aggregate, DomainEvent } from './decider.ts';

/** What an organisation is to the funds; it may be several. */
export type OrganisationKind = 'donor' | 'partner' | 'stakeholder' | 'administering-bank';

/** Of the platform's fact: who an organisation is. */
export type OrganisationRegistered = DomainEvent<
  'OrganisationRegistered',
  {
    readonly id: string;
    readonly name: string;
    readonly kinds: readonly OrganisationKind[];
    readonly type?: string | undefined;
  }
>;

/** An organisation of all funds. */
export interface KnownOrganisation {
  readonly name: string;
  readonly kinds: readonly OrganisationKind[];
  /** Such as government or private; absent where its registration does not tell. */
  readonly type?: string | undefined;
}

/** The platform's organisations as known to another service, one document each. */
export const knownOrganisation: Aggregate<KnownOrganisation, OrganisationRegistered> = {
  kind: 'organisation',
  version: 2,
  concerns: { OrganisationRegistered: ({ id }) => id },
  evolve: (_before, { data: { name, kinds, type } }) => ({
    name,
    kinds,
    ...(type === undefined ? {} : { type }),
  }),
};
