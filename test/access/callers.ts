import { FUND_ROLES, type FundRole } from '@mdtf/contracts';

/** Who calls: the role that a person holds in one fund, or what somebody is without any. */
export interface Caller {
  /** The persona of the development issuer; null for a request without a token. */
  readonly person: string | null;
  /** Everywhere, or in the fund named. */
  readonly roles: readonly string[];
  readonly fund: string | null;
}

/** The two funds of the matrix: one publishes, the other does not. */
export const FUNDS = ['north', 'south'] as const;
export type Fund = (typeof FUNDS)[number];

const personIn = (fund: Fund, role: FundRole): string => `${fund}-${role}`;

/**
 * Everybody there is in one process: nobody, a stranger, the administrator, and one person for each role of each fund.
 * Services are callers only where they run apart.
 */
export const CALLERS: readonly Caller[] = [
  { person: null, roles: [], fund: null },
  { person: 'stranger', roles: [], fund: null },
  { person: 'admin', roles: ['admin'], fund: null },
  ...FUNDS.flatMap((fund) =>
    FUND_ROLES.map((role) => ({ person: personIn(fund, role), roles: [role], fund })),
  ),
];

/** A first role for each person of a fund, of an organisation or a seat where the role asks for one. */
export function firstGrants(fund: Fund) {
  return FUND_ROLES.map((role) => ({ person: personIn(fund, role), role, ...placeOf(role) }));
}

function placeOf(role: FundRole): { readonly organisation?: string; readonly seat?: string } {
  switch (role) {
    case 'seat-holder':
    case 'alternate':
      return { seat: '1', organisation: 'state-a' };
    case 'donor':
      return { organisation: 'state-a' };
    case 'partner':
    case 'secretariat':
      return { organisation: 'fund-secretariat' };
    case 'treasurer':
      return { organisation: 'the-bank' };
    default:
      return {};
  }
}
