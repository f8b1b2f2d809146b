import type { Aggregate, DomainEvent } from './decider.ts';

/** What an organisation is to the funds; it may be several. */
export type OrganisationKind = 'donor' | 'partner' | 'stakeholder' | 'administering-bank';

/** What sort of body an organisation is. */
export type OrganisationType =
  | 'international'
  | 'government'
  | 'non-governmental'
  | 'national-non-governmental'
  | 'private'
  | 'foundation'
  | 'bank'
  | 'other';

interface Told {
  readonly id: string;
  readonly name: string;
  readonly kinds: readonly OrganisationKind[];
  readonly type?: OrganisationType | undefined;
}

/** Of the platform's fact: who an organisation is. */
export type OrganisationRegistered = DomainEvent<'OrganisationRegistered', Told>;

/** Of the platform's fact: who an organisation is, after what was wrong in the register was put right. */
export type OrganisationCorrected = DomainEvent<
  'OrganisationCorrected',
  { readonly organisation: Told; readonly before: Told }
>;

/** An organisation of all funds. */
export interface KnownOrganisation {
  readonly name: string;
  readonly kinds: readonly OrganisationKind[];
  /** Absent where its registration does not tell. */
  readonly type?: OrganisationType | undefined;
}

/** The platform's organisations as known to another service, one document each. */
export const knownOrganisation: Aggregate<KnownOrganisation, OrganisationRegistered | OrganisationCorrected> =
  {
    kind: 'organisation',
    version: 2,
    concerns: {
      OrganisationRegistered: ({ id }) => id,
      OrganisationCorrected: ({ organisation }) => organisation.id,
    },
    evolve(_before, event) {
      const { name, kinds, type } =
        event.type === 'OrganisationRegistered' ? event.data : event.data.organisation;
      return { name, kinds, ...(type === undefined ? {} : { type }) };
    },
  };
