import {
  type Access,
  accept,
  accessAggregate,
  type CommandHandler,
  holdingsOf,
  ifNamed,
  MAX_GRANTS_PER_PERSON,
  type Slice,
} from '@mdtf/domain';
import { CURRENT, charterAggregate } from '../charter.ts';
import type { RoleGranted, RoleRequested, RoleRevoked } from '../events.ts';
import { GRANT_STATUS_IN_FRENCH } from '../french-words.ts';
import { organisationAggregate } from '../organisations/organisation.ts';
import { alreadyExists, conflict, forbidden, notFound } from '../rejections.ts';
import {
  type GrantState,
  grantAggregate,
  grantOf,
  organisationsOf,
  refuseRole,
  refuseTogether,
  type WantedRole,
} from './grant.ts';
import { holdersNeeds, INDISPENSABLE, roleHoldersAggregate } from './role-holders.ts';

/** Asks that a person be given a role; another person approves it. */
export interface RequestGrant extends WantedRole {
  readonly id: string;
}

/** Asks that a role that was asked for be given. */
export interface ApproveGrant {
  readonly grantId: string;
}

/** Asks that a role be taken back, or that a request for one be dropped. */
export interface RevokeGrant {
  readonly grantId: string;
  readonly reason: string;
}

/** Records who wants what for whom; nothing is given yet. */
export const requestGrant: CommandHandler<RequestGrant, RoleRequested, GrantState> = {
  needs: (command) => ({
    own: [
      { kind: charterAggregate.kind, id: CURRENT },
      { kind: grantAggregate.kind, id: command.id },
      { kind: accessAggregate.kind, id: command.person },
    ],
    platform: organisationsOf([command]),
  }),
  decide(command, slice, { fund, actor }) {
    const charter = slice.get(charterAggregate, CURRENT)?.charter;
    if (charter === undefined) return notFound('fund', fund);
    if (slice.get(grantAggregate, command.id) !== undefined) return alreadyExists('grant', command.id);
    const organisation = (id: string) => slice.platformFact(organisationAggregate, id);
    const unfit =
      refuseRole(command, 'body', { charter, organisation }) ??
      refuseTogether(command, rolesOf(slice, command.person), 'body');
    if (unfit !== undefined) return unfit;
    const { id: grantId, person, role } = command;
    const data = {
      grantId,
      person,
      role,
      organisation: command.organisation ?? null,
      seat: command.seat ?? null,
    };
    return accept([{ type: 'RoleRequested', data }], {
      ...data,
      status: 'requested',
      requestedBy: actor.id,
      approvedBy: null,
    });
  },
};

/** Gives a role: never by who asked for it, nor by who gets it. */
export const approveGrant: CommandHandler<ApproveGrant, RoleGranted, GrantState> = {
  needs(command, slice) {
    const grant = slice === undefined ? undefined : ifNamed(() => slice.get(grantAggregate, command.grantId));
    const { own } = grantAndPerson(command, slice);
    const wanted = grant === undefined ? [] : [wantedOf(grant)];
    return { own: [...own, { kind: charterAggregate.kind, id: CURRENT }], platform: organisationsOf(wanted) };
  },
  decide({ grantId }, slice, { actor, fund }) {
    const charter = slice.get(charterAggregate, CURRENT)?.charter;
    if (charter === undefined) return notFound('fund', fund);
    const grant = slice.get(grantAggregate, grantId);
    if (grant === undefined) return notFound('grant', grantId);
    if (grant.status !== 'requested') return notWaiting(grant);
    if (actor.id === grant.requestedBy || actor.id === grant.person) return fourEyes(grant);
    const organisation = (id: string) => slice.platformFact(organisationAggregate, id);
    const wanted = wantedOf(grant);
    const unfit =
      refuseRole(wanted, 'grant', { charter, organisation }) ??
      refuseTogether(wanted, rolesOf(slice, grant.person), 'grant');
    if (unfit !== undefined) return unfit;
    const held = accessOf(slice, grant.person)?.grants.length ?? 0;
    if (held >= MAX_GRANTS_PER_PERSON) return tooManyRoles(grant.person);
    const data = { ...grantOf(grant), requestedBy: grant.requestedBy, approvedBy: actor.id };
    return accept([{ type: 'RoleGranted', data }], { ...data, status: 'granted' });
  },
};

/** Takes a role back at once, or drops a request for one. */
export const revokeGrant: CommandHandler<RevokeGrant, RoleRevoked, GrantState> = {
  needs: grantAndPerson,
  decide({ grantId, reason }, slice) {
    const grant = slice.get(grantAggregate, grantId);
    if (grant === undefined) return notFound('grant', grantId);
    if (grant.status === 'revoked') {
      return conflict(
        'grant-revoked',
        { en: 'Taken back already', fr: 'Déjà retirée' },
        {
          en: `Grant ${grantId} was taken back before.`,
          fr: `L’attribution ${grantId} a déjà été retirée.`,
        },
      );
    }
    if (isLastOf(grant, slice)) return lastOfRole(grant);
    const data = { ...grantOf(grant), reason };
    return accept([{ type: 'RoleRevoked', data }], { ...grant, status: 'revoked' });
  },
};

/** What a grant would give, as it was asked for. */
function wantedOf({ person, role, organisation, seat }: GrantState): WantedRole {
  return { person, role, organisation: organisation ?? undefined, seat: seat ?? undefined };
}

function isLastOf({ grantId, role, status }: GrantState, slice: Slice): boolean {
  if (status !== 'granted' || !INDISPENSABLE.includes(role)) return false;
  const grants = slice.get(roleHoldersAggregate, role)?.grants ?? [];
  return grants.every((other) => other === grantId);
}

function lastOfRole({ grantId, role, person }: GrantState) {
  return conflict(
    'last-of-role',
    { en: 'A fund is not left without', fr: 'Un fonds n’en reste pas dépourvu' },
    {
      en: `Grant ${grantId} makes ${person} the only ${role} of the fund: give the role to another person first.`,
      fr: `Par l’attribution ${grantId}, ${person} est la seule personne du fonds au rôle ${role} : donnez d’abord ce rôle à une autre.`,
    },
    { params: { role } },
  );
}

function grantAndPerson({ grantId }: { readonly grantId: string }, slice: Slice | undefined) {
  const grant = slice === undefined ? undefined : ifNamed(() => slice.get(grantAggregate, grantId));
  const person = grant?.person;
  return {
    own: [
      { kind: grantAggregate.kind, id: grantId },
      ...(person === undefined ? [] : [{ kind: accessAggregate.kind, id: person }]),
      ...holdersNeeds(grant?.role),
    ],
  };
}

function accessOf(slice: Slice, person: string): Access | undefined {
  return slice.get(accessAggregate, person);
}

const rolesOf = (slice: Slice, person: string) => holdingsOf(accessOf(slice, person)).roles;

function notWaiting({ grantId, status }: GrantState) {
  return conflict(
    'grant-not-waiting',
    { en: 'Nothing to approve', fr: 'Rien à approuver' },
    {
      en: `Grant ${grantId} is ${status}; only a requested one can be approved.`,
      fr: `L’attribution ${grantId} est ${GRANT_STATUS_IN_FRENCH[status]} ; seule une attribution demandée peut être approuvée.`,
    },
  );
}

function fourEyes({ grantId, requestedBy, person }: GrantState) {
  return forbidden(
    'four-eyes',
    { en: 'Another person approves', fr: 'Une autre personne approuve' },
    {
      en: `Grant ${grantId} was asked for by ${requestedBy} for ${person}; neither of them can give it.`,
      fr: `L’attribution ${grantId} a été demandée par ${requestedBy} pour ${person} ; ni l’une ni l’autre ne peut l’accorder.`,
    },
  );
}

function tooManyRoles(person: string) {
  return conflict(
    'too-many-roles',
    { en: 'Too many roles', fr: 'Trop de rôles' },
    {
      en: `${person} holds ${MAX_GRANTS_PER_PERSON} roles in this fund; take one back first.`,
      fr: `${person} tient ${MAX_GRANTS_PER_PERSON} rôles dans ce fonds ; retirez-en d’abord un.`,
    },
  );
}
