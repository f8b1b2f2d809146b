import type { Actor } from '@mdtf/domain';
import { etagOf, isRefusal, notFound, notModified, type Reply, type ServiceParts } from '@mdtf/runtime';
import type { ProposalAnswer } from '../domain/answer.ts';
import { revision } from '../domain/proposal.ts';
import type { ReviseProposal } from '../domain/revising.ts';
import type { SubmitProposal } from '../domain/submission.ts';
import { listDocuments } from '../queries/documents.ts';
import { createDrafts } from '../queries/drafts.ts';
import { findProposal, listProposals } from '../queries/proposals.ts';
import { viewerOf } from '../queries/viewer.ts';
import { answerPage, type Handlers } from './handlers.ts';
import { foundAnswer, listedAnswer } from './proposal-answers.ts';

/** Proposals from submission to decision, as each may see them. */
export function proposalHandlers(
  parts: ServiceParts,
): Handlers<
  | 'getProposal'
  | 'listProposals'
  | 'submitProposal'
  | 'reviseProposal'
  | 'screenProposal'
  | 'inviteProposal'
  | 'withdrawProposal'
  | 'listRevisions'
> {
  const { pool } = parts;
  const drafts = createDrafts(pool);
  const find = (fund: string, proposalId: string, actor: Actor) =>
    findProposal(pool, fund, proposalId, viewerOf(actor));
  const at = (fund: string) => ({
    location: ({ proposalId }: ProposalAnswer) => `/v1/funds/${fund}/proposals/${proposalId}`,
  });

  /** A full text that is in the log needs its draft no more, unless it was edited meanwhile. */
  async function settled<B>(
    reply: Reply<B>,
    fund: string,
    proposalId: string,
    version: bigint,
  ): Promise<Reply<B>> {
    const first = !isRefusal(reply) && reply.headers?.['idempotency-replayed'] === undefined;
    if (first && version > 0n) await drafts.remove(fund, proposalId, version);
    return reply;
  }

  return {
    async getProposal({ fund, params: { proposalId }, actor, unchanged }) {
      const found = await find(fund, proposalId, actor);
      if (found === undefined) return notFound('proposal', proposalId);
      const etag = etagOf(found.tag);
      return unchanged(etag)
        ? notModified(etag)
        : { body: foundAnswer(proposalId, found, viewerOf(actor)), etag };
    },
    async listProposals({ fund, query, actor }) {
      const viewer = viewerOf(actor);
      return answerPage(
        await listProposals(pool, fund, viewer, query, (listed) => listedAnswer(listed, viewer)),
      );
    },
    async submitProposal({ fund, params: { proposalId }, body: { stage, content: given }, actor, submit }) {
      // Whoever records for others brings the content along, and has no draft of it: an import asks nothing more.
      const brought = given !== undefined && !actor.roles.includes('partner');
      const found = brought ? undefined : await find(fund, proposalId, actor);
      const content = given ?? found?.draft?.content ?? found?.submitted?.newest.content;
      if (content === undefined) return notFound('proposal', proposalId);
      const data: SubmitProposal = { proposalId, stage, content };
      const reply = await submit<ProposalAnswer>('SubmitProposal', data, at(fund));
      return stage === 'full' ? settled(reply, fund, proposalId, found?.draft?.version ?? 0n) : reply;
    },
    async reviseProposal({ fund, params: { proposalId }, body: { content }, actor, submit }) {
      const found = await find(fund, proposalId, actor);
      const data: ReviseProposal = { proposalId, content };
      const reply = await submit<ProposalAnswer>('ReviseProposal', data, at(fund));
      return settled(reply, fund, proposalId, found?.draft?.version ?? 0n);
    },
    screenProposal: ({ fund, params: { proposalId }, body, submit }) =>
      submit('ScreenProposal', { proposalId, ...body }, at(fund)),
    inviteProposal: ({ fund, params: { proposalId }, body, submit }) =>
      submit('InviteProposal', { proposalId, ...body }, at(fund)),
    withdrawProposal: ({ fund, params: { proposalId }, body, submit }) =>
      submit('WithdrawProposal', { proposalId, ...body }, at(fund)),
    async listRevisions({ fund, params: { proposalId }, query, actor }) {
      const found = await find(fund, proposalId, actor);
      if (found === undefined) return notFound('proposal', proposalId);
      const page = await listDocuments(
        pool,
        revision,
        { ...query, fund, under: proposalId },
        (id, state) => ({
          revision: Number(id.slice(proposalId.length + 1)),
          ...state,
        }),
      );
      return answerPage(page);
    },
  };
}
