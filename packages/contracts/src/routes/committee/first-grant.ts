import { z } from 'zod';
import { id } from '../../primitives.ts';
import { FUND_ROLES } from '../../route.ts';

/** A role for a person, of an organisation or a seat where the role asks for one. */
export const firstGrant = z.strictObject({
  person: id,
  role: z.enum(FUND_ROLES),
  organisation: id.optional(),
  seat: id.optional(),
});
