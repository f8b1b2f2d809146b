import type { DomainEvent, Instant } from '@mdtf/domain';

/** What of a call ends at a deadline. */
export type CallDeadline = 'questions' | 'concept-note' | 'full';

/** One deadline that was put later. */
export interface DeadlineChange {
  readonly deadline: CallDeadline;
  readonly was: Instant;
  readonly is: Instant;
}

/** Deadlines of a call were put later, for all. */
export type CallExtended = DomainEvent<
  'CallExtended',
  { readonly callId: string; readonly changes: readonly DeadlineChange[]; readonly reason: string }
>;
