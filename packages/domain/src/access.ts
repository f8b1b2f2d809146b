import type { Aggregate, DomainEvent } from './decider.ts';

/** A role that a person holds in a fund, for an organisation or a seat where the role asks for one. */
export interface LiveGrant {
  readonly grantId: string;
  readonly role: string;
  readonly organisation: string | null;
  readonly seat: string | null;
}

/** What one person holds in one fund; the document's id is the person. */
export interface Access {
  readonly grants: readonly LiveGrant[];
}

/** Roles one person may hold at a time in one fund. */
export const MAX_GRANTS_PER_PERSON = 50;

type GrantData = LiveGrant & { readonly person: string };

/** The committee's facts about roles, as far as access needs them. */
export type AccessEvent = DomainEvent<'RoleGranted', GrantData> | DomainEvent<'RoleRevoked', GrantData>;

/** Who may do what, folded in every service from the committee's log; granting twice or revoking twice changes nothing. */
export const accessAggregate: Aggregate<Access, AccessEvent> = {
  kind: 'access',
  version: 1,
  concerns: { RoleGranted: ({ person }) => person, RoleRevoked: ({ person }) => person },
  evolve(state, event) {
    const { grantId, role, organisation, seat } = event.data;
    const others = (state?.grants ?? []).filter((grant) => grant.grantId !== grantId);
    return {
      grants: event.type === 'RoleGranted' ? [...others, { grantId, role, organisation, seat }] : others,
    };
  },
};

const SITS: ReadonlySet<string> = new Set(['seat-holder', 'alternate']);

/**
 * What an actor carries, each once; nothing for an unknown person. Organisations are those it is a partner for and seats
 * those it holds or stands in for: another role for an organisation gives no right to act as its partner.
 */
export function holdingsOf(access: Access | undefined): {
  readonly roles: readonly string[];
  readonly organisations: readonly string[];
  readonly seats: readonly string[];
} {
  const grants = access?.grants ?? [];
  const distinct = (texts: readonly (string | null)[]) => [...new Set(texts.filter((text) => text !== null))];
  return {
    roles: distinct(grants.map(({ role }) => role)),
    organisations: distinct(
      grants.map(({ role, organisation }) => (role === 'partner' ? organisation : null)),
    ),
    seats: distinct(grants.map(({ role, seat }) => (SITS.has(role) ? seat : null))),
  };
}
