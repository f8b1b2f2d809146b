import { allocationRoutes } from '@mdtf/contracts';
import { type Implementation, implementAll, type ServiceParts } from '@mdtf/runtime';
import { allocationHandlers } from './http/allocations.ts';
import { contributionHandlers } from './http/contributions.ts';
import { ledgerHandlers } from './http/ledger.ts';
import { mandateHandlers } from './http/mandates.ts';
import type { LogsBehindMoney } from './http/money-out.ts';
import { paymentHandlers } from './http/payments.ts';
import { whatIfHandlers } from './http/what-if.ts';

/** Every route of the allocation service: contract in, command or query out. */
export function allocationImplementations(
  parts: ServiceParts,
  current: LogsBehindMoney,
): readonly Implementation[] {
  return implementAll(allocationRoutes, {
    ...contributionHandlers(parts),
    ...ledgerHandlers(parts),
    ...allocationHandlers(parts, current.committee),
    ...mandateHandlers(parts),
    ...paymentHandlers(parts, current),
    ...whatIfHandlers(parts),
  });
}
