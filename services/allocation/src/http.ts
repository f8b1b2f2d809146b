import type { Implementation, ServiceParts } from '@mdtf/runtime';
import { allocationsRoutes } from './http/allocations.ts';
import { committeeCurrent } from './http/committee-current.ts';
import { contributionRoutes } from './http/contributions.ts';
import { ledgerRoutes } from './http/ledger.ts';
import { mandateRoutes } from './http/mandates.ts';
import { paymentRoutes } from './http/payments.ts';

/** Every route of the allocation service: contract in, command or query out. */
export function allocationImplementations(parts: ServiceParts): readonly Implementation[] {
  const current = committeeCurrent(parts);
  return [
    ...contributionRoutes(parts),
    ...ledgerRoutes(parts),
    ...allocationsRoutes(parts, current),
    ...mandateRoutes(parts),
    ...paymentRoutes(parts, current),
  ];
}
