import { allocationRoutes as routes } from '@mdtf/contracts';
import { type Implementation, implement, notFound, type ServiceParts } from '@mdtf/runtime';
import type { AllocateDecision } from '../domain/allocate.ts';
import type { AllocationAnswer } from '../domain/allocation.ts';
import type { MeetCondition } from '../domain/condition.ts';
import { findAllocation, listAllocations } from '../queries/allocations.ts';
import type { CommitteeCurrent } from './committee-current.ts';
import { pageById } from './page.ts';

/** Money set aside on decisions, and the conditions before it goes out. */
export function allocationsRoutes(
  { pool }: Pick<ServiceParts, 'pool'>,
  committeeCurrent: CommitteeCurrent,
): readonly Implementation[] {
  return [
    implement(routes.allocate, async ({ fund, body: { decisionId }, submit }) => {
      const refusal = await committeeCurrent(fund);
      if (refusal !== undefined) return refusal;
      const data: AllocateDecision = { decisionId };
      return submit<AllocationAnswer>('Allocate', data, {
        location: ({ allocationId }) => `/v1/funds/${fund}/allocations/${allocationId}`,
      });
    }),
    implement(routes.listAllocations, ({ fund, query }) =>
      pageById(
        query,
        (after, limit) => listAllocations(pool, fund, after, limit),
        ({ allocationId }) => allocationId,
      ),
    ),
    implement(routes.getAllocation, async ({ fund, params: { allocationId } }) => {
      const body = await findAllocation(pool, fund, allocationId);
      return body === undefined ? notFound('allocation', allocationId) : { body };
    }),
    implement(routes.meetCondition, ({ fund, params, body, submit }) => {
      const data: MeetCondition = {
        ...body,
        allocationId: params.allocationId,
        conditionId: params.conditionId,
      };
      return submit('MeetCondition', data, {
        location: () => `/v1/funds/${fund}/allocations/${params.allocationId}`,
      });
    }),
  ];
}
