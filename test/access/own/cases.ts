import { FUND_ROLES, type FundRole, type Route } from '@mdtf/contracts';
import type { Question } from './question.ts';
import { otherSide, SIDES, type Side } from './things.ts';

/** Somebody who holds a role on a side asks for a thing of an owner, and what the declaration promises. */
export interface Case {
  readonly role: FundRole;
  readonly side: Side;
  readonly whose: Side | 'secretariat';
  readonly reaches: boolean;
}

/**
 * Everybody whom a route admits, on what is its own and on what is not: who reaches its own alone, and, as far as nothing
 * is changed by asking, who reaches the whole fund's. Owners come last, for what they ask may have an effect.
 */
export function casesOf({ route, roles: having }: Question): readonly Case[] {
  const roles = FUND_ROLES.filter((role) => admits(route, role) && (having?.includes(role) ?? true));
  const narrow = roles.filter((role) => route.own[role] !== undefined);
  const wide = isReading(route) ? roles.filter((role) => route.own[role] === undefined) : [];
  return [
    ...wide.flatMap((role) =>
      SIDES.flatMap((side) => SIDES.map((whose): Case => ({ role, side, whose, reaches: true }))),
    ),
    ...narrow.flatMap((role) =>
      SIDES.map((side): Case => ({ role, side, whose: otherSide(side), reaches: false })),
    ),
    ...narrow.flatMap((role) => ownCases(route, role)),
  ];
}

/** The secretariat is one on both sides, and has one budget. */
function ownCases({ own }: Route, role: FundRole): readonly Case[] {
  if (role === 'secretariat' && own[role] === 'organisation')
    return [{ role, side: 'a', whose: 'secretariat', reaches: true }];
  return SIDES.map((side): Case => ({ role, side, whose: side, reaches: true }));
}

/** Whether a route admits a role of the fund. */
export const admits = ({ access }: Pick<Route, 'access'>, role: FundRole): boolean =>
  typeof access === 'string' || access.includes(role);

const isReading = ({ method, command }: Route): boolean =>
  method === 'GET' || (method === 'POST' && !command);
