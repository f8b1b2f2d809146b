import type { Actor } from '@mdtf/domain';
import { etagOf, isRefusal, notFound, notModified, type Reply, type ServiceParts } from '@mdtf/runtime';
import type { ProposalAnswer } from '../domain/answer.ts';
import type { ReviseProposal } from '../domain/revising.ts';
import type { SubmitProposal } from '../domain/submission.ts';
import { createDrafts } from '../queries/drafts.ts';
import { type Found, findProposal, listProposals } from '../queries/proposals.ts';
import { viewerOf } from '../queries/viewer.ts';
import { answerPage, type Handlers } from './handlers.ts';
import { foundAnswer, listedAnswer } from './proposal-answers.ts';
import { withReceipt } from './revisions.ts';
import { refuseTaken } from './taken-id.ts';

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
> {
  const { pool } = parts;
  const drafts = createDrafts(pool);
  const find = (fund: string, proposalId: string, actor: Actor) =>
    findProposal(pool, fund, proposalId, viewerOf(actor));
  const at = (fund: string) => ({
    location: ({ proposalId }: ProposalAnswer) => `/v1/funds/${fund}/proposals/${proposalId}`,
  });

  // Taken apart, to put the receipt to it.
  const submitted = (fund: string) => ({ ...at(fund), body: (answer: ProposalAnswer) => answer });

  /** A full text that is in the log needs its draft no more, unless it was edited meanwhile. */
  async function settle(
    reply: Reply<unknown>,
    fund: string,
    proposalId: string,
    version: bigint,
  ): Promise<void> {
    const first = !isRefusal(reply) && reply.headers?.['idempotency-replayed'] === undefined;
    if (first && version > 0n) await drafts.remove(fund, proposalId, version);
  }

  const ownerOfDraft = async (fund: string, proposalId: string, found: Found | undefined) =>
    found?.draft === undefined ? drafts.ownerAt(fund, proposalId) : found.draft.owner;

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
      const owner = brought || found?.submitted ? undefined : await ownerOfDraft(fund, proposalId, found);
      const taken = refuseTaken(proposalId, owner, content, actor);
      if (taken !== undefined) return taken;
      const data: SubmitProposal = { proposalId, stage, content };
      const reply = await submit<ProposalAnswer>('SubmitProposal', data, submitted(fund));
      if (stage === 'full') await settle(reply, fund, proposalId, found?.draft?.version ?? 0n);
      return withReceipt(pool, fund, reply);
    },
    async reviseProposal({ fund, params: { proposalId }, body: { content }, actor, submit }) {
      const found = await find(fund, proposalId, actor);
      const data: ReviseProposal = { proposalId, content };
      const reply = await submit<ProposalAnswer>('ReviseProposal', data, submitted(fund));
      await settle(reply, fund, proposalId, found?.draft?.version ?? 0n);
      return withReceipt(pool, fund, reply);
    },
    screenProposal: ({ fund, params: { proposalId }, body, submit }) =>
      submit('ScreenProposal', { proposalId, ...body }, at(fund)),
    inviteProposal: ({ fund, params: { proposalId }, body, submit }) =>
      submit('InviteProposal', { proposalId, ...body }, at(fund)),
    withdrawProposal: ({ fund, params: { proposalId }, body, submit }) =>
      submit('WithdrawProposal', { proposalId, ...body }, at(fund)),
  };
}
