import type { Actor } from '@mdtf/domain';
import { newId, notFound, type ServiceParts } from '@mdtf/runtime';
import { type BudgetMove, budgetMove, budgetMoveDocument, type MoveBudget } from '../domain/budget-move.ts';
import type { ExtendMandate } from '../domain/extension.ts';
import {
  type AcceptMandate,
  type Mandate,
  mandate,
  mandateAnswer,
  type OfferMandate,
} from '../domain/mandate.ts';
import { findDocument, listDocuments } from '../queries/documents.ts';
import type { Handlers } from './handlers.ts';
import { pageById } from './page.ts';

/** Mandates under which partners implement. */
export function mandateHandlers({
  pool,
}: Pick<ServiceParts, 'pool'>): Handlers<
  | 'offerMandate'
  | 'acceptMandate'
  | 'extendMandate'
  | 'moveBudget'
  | 'listBudgetMoves'
  | 'listMandates'
  | 'getMandate'
> {
  return {
    offerMandate: ({ fund, body: { id, ...terms }, submit }) => {
      const data: OfferMandate = { ...terms, mandateId: id ?? newId() };
      return submit<{ mandateId: string }>('OfferMandate', data, {
        location: ({ mandateId }) => `/v1/funds/${fund}/mandates/${mandateId}`,
      });
    },
    acceptMandate: ({ params: { mandateId }, submit }) => {
      const data: AcceptMandate = { mandateId };
      return submit('AcceptMandate', data);
    },
    extendMandate: ({ fund, params: { mandateId }, body, submit }) => {
      const data: ExtendMandate = { ...body, mandateId };
      return submit('ExtendMandate', data, { location: () => `/v1/funds/${fund}/mandates/${mandateId}` });
    },
    moveBudget: ({ fund, params: { mandateId }, body: { id, ...asked }, submit }) => {
      const data: MoveBudget = { ...asked, mandateId, moveId: id ?? newId() };
      return submit('MoveBudget', data, {
        location: () => `/v1/funds/${fund}/mandates/${mandateId}/budget-moves`,
      });
    },
    listBudgetMoves: async ({ fund, params: { mandateId }, query, actor }) => {
      if ((await seenMandate(pool, fund, mandateId, actor)) === undefined)
        return notFound('mandate', mandateId);
      return pageById<BudgetMove>(
        query,
        async (after, limit) => {
          const found = await listDocuments(pool, budgetMove, { fund, under: mandateId, after, limit });
          return found.map(({ state }) => state);
        },
        ({ moveId }) => budgetMoveDocument(mandateId, moveId),
      );
    },
    listMandates: ({ fund, query, actor }) =>
      pageById(
        query,
        async (after, limit) => {
          const own = { field: 'partner', oneOf: actor.organisations } as const;
          const which = { fund, after, limit, ...(seesAll(actor) ? {} : { where: own }) };
          const found = await listDocuments<Mandate>(pool, mandate, which);
          return found.map(({ id, state }) => mandateAnswer(id, state));
        },
        ({ mandateId }) => mandateId,
      ),
    getMandate: async ({ fund, params: { mandateId }, actor }) => {
      const seen = await seenMandate(pool, fund, mandateId, actor);
      return seen === undefined ? notFound('mandate', mandateId) : { body: mandateAnswer(mandateId, seen) };
    },
  };
}

/** A mandate that the actor may see: a partner only those of its own organisations. */
export async function seenMandate(
  pool: ServiceParts['pool'],
  fund: string,
  mandateId: string,
  actor: Actor,
): Promise<Mandate | undefined> {
  const found = await findDocument(pool, mandate, fund, mandateId);
  return found && (seesAll(actor) || actor.organisations.includes(found.partner)) ? found : undefined;
}

function seesAll({ roles }: Actor): boolean {
  return roles.some((role) => role !== 'partner');
}
