import { z } from 'zod';
import { money } from '../primitives.ts';

/** The fund's own sums after an entry, so that every service shows the same headroom for the same position. */
export const fundTotals = z
  .object({
    agreed: money,
    agreedInternal: money,
    deposited: money,
    depositedInternal: money,
    allocated: money,
    allocatedInternal: money,
  })
  .meta({ id: 'FundTotals' });
