import { allocationRoutes as routes } from '@mdtf/contracts';
import { type Implementation, implement, newId, notFound, type ServiceParts } from '@mdtf/runtime';
import type { AgreeContribution, ContributionAnswer, RecordContribution } from '../domain/contribution.ts';
import {
  type Deposit,
  type DepositAnswer,
  deposit,
  depositDocument,
  type RecordDeposit,
} from '../domain/deposit.ts';
import { type InKind, inKind, type RecordInKind } from '../domain/in-kind.ts';
import { findContribution, listContributions } from '../queries/contributions.ts';
import { listDocuments } from '../queries/documents.ts';
import { pageById } from './page.ts';

/** What donors promise and give: agreements, deposits, gifts in kind. */
export function contributionRoutes({ pool }: Pick<ServiceParts, 'pool'>): readonly Implementation[] {
  return [
    implement(routes.recordContribution, ({ fund, body: { id, ...terms }, submit }) => {
      const data: RecordContribution = { ...terms, contributionId: id ?? newId() };
      return submit<ContributionAnswer>('RecordContribution', data, {
        location: ({ contributionId }) => `/v1/funds/${fund}/contributions/${contributionId}`,
      });
    }),
    implement(routes.agreeContribution, ({ params: { contributionId }, body, submit }) => {
      const data: AgreeContribution = { ...body, contributionId };
      return submit('AgreeContribution', data);
    }),
    implement(routes.listContributions, ({ fund, query }) =>
      pageById(
        query,
        (after, limit) => listContributions(pool, fund, after, limit),
        ({ contributionId }) => contributionId,
      ),
    ),
    implement(routes.getContribution, async ({ fund, params: { contributionId } }) => {
      const body = await findContribution(pool, fund, contributionId);
      return body === undefined ? notFound('contribution', contributionId) : { body };
    }),
    implement(routes.recordDeposit, ({ fund, params: { contributionId }, body: { id, ...told }, submit }) => {
      const data: RecordDeposit = { ...told, contributionId, depositId: id ?? newId() };
      return submit<DepositAnswer>('RecordDeposit', data, {
        location: () => `/v1/funds/${fund}/contributions/${contributionId}/deposits`,
      });
    }),
    implement(routes.listDeposits, ({ fund, params: { contributionId }, query }) =>
      pageById<Deposit>(
        query,
        async (after, limit) => {
          const found = await listDocuments(pool, deposit, { fund, under: contributionId, after, limit });
          return found.map(({ state }) => state);
        },
        ({ depositId }) => depositDocument(contributionId, depositId),
      ),
    ),
    implement(routes.recordInKind, ({ fund, body: { id, ...gift }, submit }) => {
      const data: RecordInKind = { ...gift, inKindId: id ?? newId() };
      return submit('RecordInKind', data, { location: () => `/v1/funds/${fund}/in-kind` });
    }),
    implement(routes.listInKind, ({ fund, query }) =>
      pageById<InKind>(
        query,
        async (after, limit) =>
          (await listDocuments(pool, inKind, { fund, after, limit })).map(({ state }) => state),
        ({ inKindId }) => inKindId,
      ),
    ),
  ];
}
