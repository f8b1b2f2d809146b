import type { Access, Route } from '@mdtf/contracts';
import type { Actor, Localised } from '@mdtf/domain';
import type { Identity } from './authentication.ts';
import type { Grants } from './ports.ts';

/** Whoever reads what is published without a token. */
export const ANONYMOUS: Actor = Object.freeze({ id: 'anonymous', roles: [], organisations: [], seats: [] });

/** Who asks, in one fund: what is granted there, and the roles that configuration gives everywhere. */
export function actorOf(identity: Identity, grants: Grants): Actor {
  const { roles, organisations, seats } = grants;
  if (!identity.admin && !identity.service) return { id: identity.id, roles, organisations, seats };
  const all = [...roles];
  if (identity.admin) all.push('admin');
  if (identity.service) all.push('service');
  return { id: identity.id, roles: all, organisations, seats };
}

/** Whether an actor may use a route by its roles; what a fund publishes is decided by the caller. */
export function mayUse(access: Access, actor: Actor): boolean {
  if (access === 'public' || access === 'authenticated') return true;
  if (typeof access === 'string') return actor.roles.length > 0;
  return actor.roles.some((role) => (access as readonly string[]).includes(role));
}

/** Who may use a route, in words for a refusal. */
export function describeAccess(access: Access): Localised {
  if (typeof access !== 'string') {
    const roles = access.join(', ');
    return { en: `one of the roles ${roles}`, fr: `l’un des rôles ${roles}` };
  }
  return access === 'authenticated' || access === 'public'
    ? { en: 'a valid token', fr: 'un jeton valable' }
    : { en: 'some role', fr: 'un rôle quelconque' };
}

/** Throws unless a route says who may use it, and what of a fund it tells where the public may: otherwise it does not start. */
export function assertDeclared({ id, access, tells }: Pick<Route, 'id' | 'access' | 'tells'>): void {
  const known = ['any-role', 'authenticated', 'fund-public', 'secret-address', 'public'];
  const declared =
    typeof access === 'string' ? known.includes(access) : Array.isArray(access) && access.length > 0;
  if (!declared) throw new Error(`Route ${id} does not declare who may use it`);
  if (access === 'fund-public' && tells === undefined)
    throw new Error(`Route ${id} does not declare what of the fund it tells`);
}
