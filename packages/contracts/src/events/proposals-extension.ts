import { z } from 'zod';
import { id, instant, list, prose } from '../primitives.ts';

/** What of a call ends at a deadline: questions about it, its concept notes, its full proposals. */
export const callDeadline = z.enum(['questions', 'concept-note', 'full']);

/** One deadline of a call that was put later. */
export const deadlineChange = z
  .object({ deadline: callDeadline, was: instant, is: instant })
  .meta({ id: 'DeadlineChange' });

/** Deadlines of calls put later, for all. */
export const extensionEvents = {
  CallExtended: z.object({ callId: id, changes: list(deadlineChange, 3), reason: prose }),
};
