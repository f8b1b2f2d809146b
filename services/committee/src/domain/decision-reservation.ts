import type { Aggregate } from '@mdtf/domain';
import type { NonObjectionOpened } from './silence/non-objection-events.ts';

/** Which non-objection keeps a decision's id for itself, so that no other decision takes it meanwhile. */
export const reservationAggregate: Aggregate<{ readonly nonObjectionId: string }, NonObjectionOpened> = {
  kind: 'decision-reservation',
  version: 1,
  concerns: { NonObjectionOpened: ({ decisionId }) => decisionId },
  evolve: (_, { data: { nonObjectionId } }) => ({ nonObjectionId }),
};
