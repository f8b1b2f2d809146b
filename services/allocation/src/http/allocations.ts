import { notFound, type ServiceParts } from '@mdtf/runtime';
import type { AllocateDecision } from '../domain/allocate.ts';
import type { AllocationAnswer } from '../domain/allocation.ts';
import type { MeetCondition } from '../domain/condition.ts';
import { findAllocation, listAllocations } from '../queries/allocations.ts';
import type { Handlers } from './handlers.ts';
import type { LogCurrent } from './money-out.ts';
import { pageById } from './page.ts';

/** Money set aside on decisions, and the conditions before it goes out. */
export function allocationHandlers(
  { pool }: Pick<ServiceParts, 'pool'>,
  committeeCurrent: LogCurrent,
): Handlers<'allocate' | 'listAllocations' | 'getAllocation' | 'meetCondition'> {
  return {
    allocate: async ({ fund, body: { decisionId }, submit }) => {
      const refusal = await committeeCurrent(fund);
      if (refusal !== undefined) return refusal;
      const data: AllocateDecision = { decisionId };
      return submit<AllocationAnswer>('Allocate', data, {
        location: ({ allocationId }) => `/v1/funds/${fund}/allocations/${allocationId}`,
      });
    },
    listAllocations: ({ fund, query }) =>
      pageById(
        query,
        (after, limit) => listAllocations(pool, fund, after, limit),
        ({ allocationId }) => allocationId,
      ),
    getAllocation: async ({ fund, params: { allocationId } }) => {
      const body = await findAllocation(pool, fund, allocationId);
      return body === undefined ? notFound('allocation', allocationId) : { body };
    },
    meetCondition: ({ fund, params, body, submit }) => {
      const data: MeetCondition = {
        ...body,
        allocationId: params.allocationId,
        conditionId: params.conditionId,
      };
      return submit('MeetCondition', data, {
        location: () => `/v1/funds/${fund}/allocations/${params.allocationId}`,
      });
    },
  };
}
