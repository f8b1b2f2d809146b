import { changesBetween } from '@mdtf/domain';
import { isRefusal, notFound, type Reply, type ServiceParts } from '@mdtf/runtime';
import type { ProposalAnswer } from '../domain/answer.ts';
import { revision, revisionId } from '../domain/proposal.ts';
import { findProposal } from '../queries/proposals.ts';
import { findReceipt, type Receipt } from '../queries/receipts.ts';
import { listStates } from '../queries/states.ts';
import { viewerOf } from '../queries/viewer.ts';
import { answerPage, type Handlers } from './handlers.ts';

/** What was submitted, revision by revision: listed, compared, and with the receipts that prove it. */
export function revisionHandlers({
  pool,
  view,
}: ServiceParts): Handlers<'listRevisions' | 'compareRevisions' | 'getSubmissionReceipt'> {
  return {
    async listRevisions({ fund, params: { proposalId }, query, actor }) {
      const found = await findProposal(pool, fund, proposalId, viewerOf(actor));
      if (found === undefined) return notFound('proposal', proposalId);
      const page = await listStates(
        pool,
        revision,
        { ...query, fund, under: proposalId },
        (id, { sequence: _, ...state }) => ({ revision: Number(id.slice(proposalId.length + 1)), ...state }),
      );
      return answerPage(page);
    },
    async compareRevisions({ fund, params: { proposalId }, query: { from, to }, actor }) {
      const found = await findProposal(pool, fund, proposalId, viewerOf(actor));
      if (found?.submitted === undefined) return notFound('proposal', proposalId);
      const textOf = async (number: number) => view.read(fund, revision, revisionId(proposalId, number));
      const [before, after] = await Promise.all([textOf(from), textOf(to)]);
      if (before === undefined) return notFound('revision', `${from}`);
      if (after === undefined) return notFound('revision', `${to}`);
      return { body: { from, to, changes: changesBetween(before.content, after.content) } };
    },
    async getSubmissionReceipt({ fund, params: { proposalId, revision: number }, actor }) {
      const found = await findProposal(pool, fund, proposalId, viewerOf(actor));
      if (found?.submitted === undefined) return notFound('proposal', proposalId);
      const receipt = await findReceipt(pool, fund, proposalId, number);
      return receipt === undefined ? notFound('revision', `${number}`) : { body: receipt };
    },
  };
}

/** A submission's answer with its receipt: made of the entry, so that a replay has the same. */
export async function withReceipt(
  pool: ServiceParts['pool'],
  fund: string,
  reply: Reply<unknown>,
): Promise<Reply<ProposalAnswer & { readonly receipt: Receipt }>> {
  if (isRefusal(reply) || !('body' in reply)) return reply as never;
  const answer = reply.body as ProposalAnswer;
  const receipt = await findReceipt(pool, fund, answer.proposalId, answer.revision);
  if (receipt === undefined) throw new Error(`${answer.proposalId} was submitted and is in no entry`);
  return { ...reply, body: { ...answer, receipt } };
}
