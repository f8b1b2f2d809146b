import { newId, notFound, type ServiceParts } from '@mdtf/runtime';
import {
  type AgreeContribution,
  type ContributionAnswer,
  contribution,
  type RecordContribution,
} from '../domain/contribution.ts';
import {
  type Deposit,
  type DepositAnswer,
  deposit,
  depositDocument,
  type RecordDeposit,
} from '../domain/deposit.ts';
import { type InKind, inKind, type RecordInKind } from '../domain/in-kind.ts';
import type { DeliverInKind } from '../domain/in-kind-delivery.ts';
import { findContribution, listContributions } from '../queries/contributions.ts';
import { findDocument, listDocuments } from '../queries/documents.ts';
import type { Handlers } from './handlers.ts';
import { pageById } from './page.ts';

/** What donors promise and give: agreements, deposits, gifts in kind. */
export function contributionHandlers({
  pool,
}: Pick<ServiceParts, 'pool'>): Handlers<
  | 'recordContribution'
  | 'agreeContribution'
  | 'listContributions'
  | 'getContribution'
  | 'recordDeposit'
  | 'listDeposits'
  | 'recordInKind'
  | 'deliverInKind'
  | 'listInKind'
> {
  return {
    recordContribution: ({ fund, body: { id, ...terms }, submit }) => {
      const data: RecordContribution = { ...terms, contributionId: id ?? newId() };
      return submit<ContributionAnswer>('RecordContribution', data, {
        location: ({ contributionId }) => `/v1/funds/${fund}/contributions/${contributionId}`,
      });
    },
    agreeContribution: ({ params: { contributionId }, body, submit }) => {
      const data: AgreeContribution = { ...body, contributionId };
      return submit('AgreeContribution', data);
    },
    listContributions: ({ fund, query }) =>
      pageById(
        query,
        (after, limit) => listContributions(pool, fund, after, limit),
        ({ contributionId }) => contributionId,
      ),
    getContribution: async ({ fund, params: { contributionId } }) => {
      const body = await findContribution(pool, fund, contributionId);
      return body === undefined ? notFound('contribution', contributionId) : { body };
    },
    recordDeposit: ({ fund, params: { contributionId }, body: { id, ...told }, submit }) => {
      const data: RecordDeposit = { ...told, contributionId, depositId: id ?? newId() };
      return submit<DepositAnswer>('RecordDeposit', data, {
        location: () => `/v1/funds/${fund}/contributions/${contributionId}/deposits`,
      });
    },
    listDeposits: async ({ fund, params: { contributionId }, query }) => {
      const known = await findDocument(pool, contribution, fund, contributionId);
      if (known === undefined) return notFound('contribution', contributionId);
      return pageById<Deposit>(
        query,
        async (after, limit) => {
          const found = await listDocuments(pool, deposit, { fund, under: contributionId, after, limit });
          return found.map(({ state }) => state);
        },
        ({ depositId }) => depositDocument(contributionId, depositId),
      );
    },
    recordInKind: ({ fund, body: { id, ...gift }, submit }) => {
      const data: RecordInKind = { ...gift, inKindId: id ?? newId() };
      return submit('RecordInKind', data, { location: () => `/v1/funds/${fund}/in-kind` });
    },
    deliverInKind: ({ fund, params: { inKindId }, body: { id, ...delivered }, submit }) => {
      const data: DeliverInKind = { ...delivered, inKindId, deliveryId: id ?? newId() };
      return submit('DeliverInKind', data, { location: () => `/v1/funds/${fund}/in-kind` });
    },
    listInKind: ({ fund, query }) =>
      pageById<InKind>(
        query,
        async (after, limit) =>
          (await listDocuments(pool, inKind, { fund, after, limit })).map(({ state }) => state),
        ({ inKindId }) => inKindId,
      ),
  };
}
