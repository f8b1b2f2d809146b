import { newId, notFound } from '@mdtf/runtime';
import { type GrantState, grantAggregate } from '../domain/roles/grant.ts';
import type { CommitteeQueries } from '../queries.ts';
import { answerPage, type Handlers } from './handlers.ts';

/** Who may do what in a fund: asked for by one person, given by another, taken back. */
export function grantHandlers(
  queries: CommitteeQueries,
): Handlers<'requestGrant' | 'approveGrant' | 'revokeGrant' | 'listGrants'> {
  // The platform's administrator holds a role in every fund, also in one that does not exist.
  const missing = async (fundId: string) =>
    (await queries.charter(fundId)) === undefined ? notFound('fund', fundId) : undefined;

  return {
    requestGrant: async ({ params: { fundId }, body, submit }) =>
      (await missing(fundId)) ??
      submit<GrantState>(
        'RequestGrant',
        { ...body, id: body.id ?? newId() },
        { location: ({ grantId }) => `/v1/funds/${fundId}/grants/${grantId}` },
      ),
    approveGrant: async ({ params: { fundId, grantId }, submit }) =>
      (await missing(fundId)) ?? submit('ApproveGrant', { grantId }),
    revokeGrant: async ({ params: { fundId, grantId }, body: { reason }, submit }) =>
      (await missing(fundId)) ?? submit('RevokeGrant', { grantId, reason }),
    listGrants: async ({ params: { fundId }, query: { status, ...paging } }) =>
      (await missing(fundId)) ??
      answerPage(
        await queries.list(
          fundId,
          grantAggregate,
          paging,
          (grant) => grant,
          status === undefined ? {} : { status },
        ),
      ),
  };
}
