import { z } from 'zod';
import { fundId, id, instant, wholeNumber } from '../primitives.ts';
import { type Ownership, ROLES, type Role } from '../route.ts';

export const fundParams = z.strictObject({ fundId });

/** Path parameters of a thing inside a fund. */
export const inFund = <K extends string>(...names: K[]) =>
  z.strictObject({ fundId, ...(Object.fromEntries(names.map((n) => [n, id])) as Record<K, typeof id>) });

/** Largest number of items a page of a list may hold. */
export const MAX_PAGE = 500;

/** Paging: an opaque cursor from the page before, and a bound. */
export const pageQuery = {
  cursor: z.string().min(1).max(500).optional(),
  limit: wholeNumber(1, MAX_PAGE).default(50),
};

export const page = z.strictObject(pageQuery);

/** A page of a list. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** When a thing was last changed, and by the entry with which number of the service's log. */
export const recorded = { recordedAt: instant, sequence: z.string() };

/** Everybody reaches what is their own, whatever their role; but for the roles that reach all. */
export const ofEachPerson = (...butFor: Role[]): Readonly<Partial<Record<Role, Ownership>>> =>
  Object.fromEntries(ROLES.filter((role) => !butFor.includes(role)).map((role) => [role, 'person' as const]));
