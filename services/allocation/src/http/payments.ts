import type { Actor } from '@mdtf/domain';
import { newId, notFound, type ServiceParts } from '@mdtf/runtime';
import type { ApproveTranche, DisburseTranche } from '../domain/disbursement.ts';
import { TELLS_RISK } from '../domain/payment-practice.ts';
import { type RecordRefund, type Refund, refund, refundDocument } from '../domain/refund.ts';
import { type RequestTranche, type Tranche, tranche, trancheDocument } from '../domain/tranche.ts';
import { listDocuments } from '../queries/documents.ts';
import type { Handlers } from './handlers.ts';
import { seenMandate } from './mandates.ts';
import type { LogsBehindMoney } from './money-out.ts';
import { pageById } from './page.ts';
import { restsOnReports } from './rests-on-reports.ts';

/** Money to partners under their mandates, and back. */
export function paymentHandlers(
  { pool, view }: Pick<ServiceParts, 'pool' | 'view'>,
  current: LogsBehindMoney,
): Handlers<
  'requestTranche' | 'approveTranche' | 'disburseTranche' | 'listTranches' | 'recordRefund' | 'listRefunds'
> {
  const refuseOutdated = async (fund: string, mandateId: string) => {
    const refused = await current.committee(fund);
    if (refused !== undefined || !(await restsOnReports({ pool, view }, fund, mandateId))) return refused;
    return current.reporting(fund);
  };
  return {
    requestTranche: ({ fund, params: { mandateId }, body: { id, ...asked }, submit }) => {
      const data: RequestTranche = { ...asked, mandateId, trancheId: id ?? newId() };
      return submit('RequestTranche', data, {
        location: () => `/v1/funds/${fund}/mandates/${mandateId}/tranches`,
      });
    },
    approveTranche: async ({ fund, params: { mandateId, trancheId }, submit }) => {
      const data: ApproveTranche = { mandateId, trancheId };
      return (await refuseOutdated(fund, mandateId)) ?? submit('ApproveTranche', data);
    },
    disburseTranche: async ({ fund, params: { mandateId, trancheId }, body, submit }) => {
      const data: DisburseTranche = { ...body, mandateId, trancheId };
      return (await refuseOutdated(fund, mandateId)) ?? submit('DisburseTranche', data);
    },
    listTranches: async ({ fund, params: { mandateId }, query, actor }) => {
      if ((await seenMandate(pool, fund, mandateId, actor)) === undefined)
        return notFound('mandate', mandateId);
      return pageById<Tranche>(
        query,
        async (after, limit) => {
          const found = await listDocuments(pool, tranche, { fund, under: mandateId, after, limit });
          return found.map(({ state }) => (readsRisk(actor) ? state : withoutRisk(state)));
        },
        ({ trancheId }) => trancheDocument(mandateId, trancheId),
      );
    },
    recordRefund: ({ fund, params: { mandateId }, body: { id, ...told }, submit }) => {
      const data: RecordRefund = { ...told, mandateId, refundId: id ?? newId() };
      return submit('RecordRefund', data, {
        location: () => `/v1/funds/${fund}/mandates/${mandateId}/refunds`,
      });
    },
    listRefunds: async ({ fund, params: { mandateId }, query, actor }) => {
      if ((await seenMandate(pool, fund, mandateId, actor)) === undefined)
        return notFound('mandate', mandateId);
      return pageById<Refund>(
        query,
        async (after, limit) => {
          const found = await listDocuments(pool, refund, { fund, under: mandateId, after, limit });
          return found.map(({ state }) => state);
        },
        ({ refundId }) => refundDocument(mandateId, refundId),
      );
    },
  };
}

/** Who reads due diligence in full; a partner reads of its own, and is shown no other's payments. */
const READ_RISK: readonly string[] = [
  'secretariat',
  'chair',
  'seat-holder',
  'alternate',
  'treasurer',
  'auditor',
  'service',
];

function readsRisk({ roles }: Actor): boolean {
  return roles.every((role) => role === 'partner') || roles.some((role) => READ_RISK.includes(role));
}

function withoutRisk(told: Tranche): Tranche {
  return { ...told, verdicts: told.verdicts.filter(({ rule }) => rule !== TELLS_RISK) };
}
