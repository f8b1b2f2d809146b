import type { Aggregate } from '@mdtf/domain';
import type { FundRole, RoleGranted, RoleRevoked } from '../events.ts';

/** The roles without which nobody could act for a fund, or give such a role again. */
export const INDISPENSABLE: readonly FundRole[] = ['secretariat', 'chair'];

/** The grants that give an indispensable role, one document each. */
export interface RoleHolders {
  readonly grants: readonly string[];
}

const concerned = ({ role }: { readonly role: FundRole }) => (INDISPENSABLE.includes(role) ? role : []);

/** Who holds the indispensable roles of a fund. */
export const roleHoldersAggregate: Aggregate<RoleHolders, RoleGranted | RoleRevoked> = {
  kind: 'role-holders',
  version: 1,
  concerns: { RoleGranted: concerned, RoleRevoked: concerned },
  evolve(state, { type, data: { grantId } }) {
    const others = (state?.grants ?? []).filter((grant) => grant !== grantId);
    return { grants: type === 'RoleGranted' ? [...others, grantId] : others };
  },
};

/** The document that a grant of a role changes. */
export function holdersNeeds(role: FundRole | undefined) {
  return role !== undefined && INDISPENSABLE.includes(role)
    ? [{ kind: roleHoldersAggregate.kind, id: role }]
    : [];
}
