import { allocationDecisionRoutes } from './allocation/allocations.ts';
import { contributionRoutes } from './allocation/contributions.ts';
import { ledgerRoutes } from './allocation/ledger.ts';
import { mandateRoutes } from './allocation/mandates.ts';
import { paymentRoutes } from './allocation/payments.ts';
import { fundWhatIfRoutes } from './allocation/what-if.ts';

/** Every route of the allocation service. */
export const allocationRoutes = {
  ...contributionRoutes,
  ...ledgerRoutes,
  ...allocationDecisionRoutes,
  ...mandateRoutes,
  ...paymentRoutes,
  ...fundWhatIfRoutes,
} as const;
