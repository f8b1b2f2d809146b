import type { Route } from '@mdtf/contracts';
import type { Caller, Fund } from './callers.ts';

/** What a route says to a caller before it looks at anything else. */
export type Admission = 'admitted' | 'unauthenticated' | 'forbidden';

/** Whether a route's path names a fund. */
export const isOfFund = ({ path }: Route): boolean => path.includes('{fundId}');

/**
 * What the declaration of a route promises a caller who asks about a fund, written down once more and apart from the
 * code that keeps the promise.
 */
export function expectedAdmission(route: Route, caller: Caller, fund: Fund): Admission {
  const { access } = route;
  if (access === 'public') return 'admitted';
  if (access === 'fund-public' && fund === 'north') return 'admitted';
  if (caller.person === null) return 'unauthenticated';
  if (access === 'authenticated') return 'admitted';
  const held = rolesFor(route, caller, fund);
  if (typeof access === 'string') return held.length > 0 ? 'admitted' : 'forbidden';
  return held.some((role) => (access as readonly string[]).includes(role)) ? 'admitted' : 'forbidden';
}

/** Roles of a fund hold in that fund alone; of what all funds share, every fund's secretariat takes care. */
function rolesFor(route: Route, { roles, fund: own }: Caller, fund: Fund): readonly string[] {
  if (own === null) return roles;
  if (!isOfFund(route)) return roles.filter((role) => role === 'secretariat');
  return own === fund ? roles : [];
}
