import { z } from 'zod';

const value = z.union([z.string(), z.number(), z.boolean()]).nullable();

/** One value that differs between two versions of a thing; null where one does not have it. */
export const change = z.object({
  path: z
    .string()
    .describe(
      'Things with an id are named by it, others by their number in the list: windows.W2.actsForForum',
    ),
  before: value,
  after: value,
});
