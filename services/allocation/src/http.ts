import { allocationRoutes } from '@mdtf/contracts';
import { type Implementation, implementAll, type ServiceParts } from '@mdtf/runtime';
import { allocationHandlers } from './http/allocations.ts';
import { committeeCurrent } from './http/committee-current.ts';
import { contributionHandlers } from './http/contributions.ts';
import { ledgerHandlers } from './http/ledger.ts';
import { mandateHandlers } from './http/mandates.ts';
import { paymentHandlers } from './http/payments.ts';

/** Every route of the allocation service: contract in, command or query out. */
export function allocationImplementations(parts: ServiceParts): readonly Implementation[] {
  const current = committeeCurrent(parts);
  return implementAll(allocationRoutes, {
    ...contributionHandlers(parts),
    ...ledgerHandlers(parts),
    ...allocationHandlers(parts, current),
    ...mandateHandlers(parts),
    ...paymentHandlers(parts, current),
  });
}
