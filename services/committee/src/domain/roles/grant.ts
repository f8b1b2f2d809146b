import type { Aggregate } from '@mdtf/domain';
import type { FundRole, Grant, RoleGranted, RoleRequested, RoleRevoked } from '../events.ts';
import { organisationAggregate } from '../organisations/organisation.ts';
import { invalid, refused, unknownIn } from '../rejections.ts';
import type { Charter } from '../shapes.ts';

/** A role asked for, given or taken back; the document's id is the grant's. */
export interface GrantState extends Grant {
  readonly status: 'requested' | 'granted' | 'revoked';
  readonly requestedBy: string;
  readonly approvedBy: string | null;
}

/** The fund's grants, whatever became of them. */
export const grantAggregate: Aggregate<GrantState, RoleRequested | RoleGranted | RoleRevoked> = {
  kind: 'grant',
  version: 1,
  concerns: {
    RoleRequested: ({ grantId }) => grantId,
    RoleGranted: ({ grantId }) => grantId,
    RoleRevoked: ({ grantId }) => grantId,
  },
  evolve(state, event, meta) {
    if (event.type === 'RoleRequested') {
      return { ...event.data, status: 'requested', requestedBy: meta.actor, approvedBy: null };
    }
    if (event.type === 'RoleGranted') return { ...event.data, status: 'granted' };
    if (state === undefined) throw new RangeError('A role was taken back that nobody had asked for');
    return { ...state, status: 'revoked' };
  },
};

/** The grant alone, without what became of it. */
export function grantOf({ grantId, person, role, organisation, seat }: Grant): Grant {
  return { grantId, person, role, organisation, seat };
}

/** Who is to be given what; `organisation` and `seat` where the role asks for one. */
export interface WantedRole {
  readonly person: string;
  readonly role: FundRole;
  readonly organisation?: string | undefined;
  readonly seat?: string | undefined;
}

const OF_A_SEAT: readonly FundRole[] = ['seat-holder', 'alternate'];
const OF_AN_ORGANISATION: readonly FundRole[] = ['partner', 'donor'];

/** What keeps a role from being given as wanted; `field` is where it stands in the request. */
export function refuseRole(
  wanted: WantedRole,
  field: string,
  known: { readonly charter: Charter; readonly organisation: (id: string) => unknown },
) {
  const { role, organisation, seat } = wanted;
  if (OF_A_SEAT.includes(role) && seat === undefined) {
    return invalid(
      'role-needs-seat',
      { en: 'This role is for a seat', fr: 'Ce rôle est celui d’un siège' },
      {
        en: `Name the seat that the ${role} sits in.`,
        fr: `Nommez le siège que le rôle ${role} occupe.`,
      },
      { field: `${field}.seat` },
    );
  }
  if (seat !== undefined && !OF_A_SEAT.includes(role)) {
    return invalid(
      'role-without-seat',
      { en: 'This role is not for a seat', fr: 'Ce rôle n’est pas celui d’un siège' },
      {
        en: `Only a ${OF_A_SEAT.join(' or ')} has a seat, not the ${role}.`,
        fr: `Seuls les rôles ${OF_A_SEAT.join(' et ')} ont un siège, non le rôle ${role}.`,
      },
      { field: `${field}.seat` },
    );
  }
  if (seat !== undefined && !known.charter.seats.some(({ id }) => id === seat)) {
    return unknownIn(`${field}.seat`, 'seat', seat);
  }
  if (OF_AN_ORGANISATION.includes(role) && organisation === undefined) {
    return invalid(
      'role-needs-organisation',
      { en: 'This role is for an organisation', fr: 'Ce rôle est celui d’une organisation' },
      {
        en: `Name the organisation that the ${role} acts for.`,
        fr: `Nommez l’organisation pour laquelle le rôle ${role} agit.`,
      },
      { field: `${field}.organisation` },
    );
  }
  if (organisation !== undefined && known.organisation(organisation) === undefined) {
    return unknownIn(`${field}.organisation`, 'organisation', organisation);
  }
  return undefined;
}

/** Roles that nobody has both of in a fund: the secretariat recommends, and the bank's treasurers move the money. */
const APART: { readonly [R in FundRole]?: FundRole } = { secretariat: 'treasurer', treasurer: 'secretariat' };

/** 422 for a role that goes with none of those that the person holds already. */
export function refuseTogether({ person, role }: WantedRole, held: readonly string[], field: string) {
  const other = APART[role];
  if (other === undefined || !held.includes(other)) return undefined;
  return refused(
    'roles-kept-apart',
    {
      en: 'Secretariat and treasurers are different people',
      fr: 'Secrétariat et trésoriers sont des personnes distinctes',
    },
    {
      en: `${person} is ${other} of this fund and cannot be its ${role} as well: give the role to another person, or take the other back first.`,
      fr: `${person} a le rôle ${other} dans ce fonds et ne peut avoir aussi le rôle ${role} : donnez-le à une autre personne, ou retirez d’abord l’autre.`,
    },
    { field: `${field}.role`, params: { person, role, other } },
  );
}

/** The platform's documents that `refuseRole` looks at. */
export function organisationsOf(wanted: readonly WantedRole[]) {
  const named = new Set(wanted.flatMap(({ organisation }) => organisation ?? []));
  return Array.from(named, (id) => ({ kind: organisationAggregate.kind, id }));
}
