import { forbidden, languageHeaders, notFound, type ServiceParts } from '@mdtf/runtime';
import { refuseAuthor } from '../domain/author.ts';
import type { ProposalContent } from '../domain/content.ts';
import type { Stage } from '../domain/events.ts';
import { proposal } from '../domain/proposal.ts';
import { judgeRevision } from '../domain/revising.ts';
import { judgeSubmission, needsOfSubmission } from '../domain/submission.ts';
import { findProposal } from '../queries/proposals.ts';
import { contextOf, sliceOfView } from '../queries/slice-of-view.ts';
import { viewerOf } from '../queries/viewer.ts';
import { checkAnswer } from './check-answer.ts';
import type { Handlers } from './handlers.ts';

/** What submitting would say, by the very code that submits; a proposal that awaits a revision is checked as one. */
export function checkHandlers(parts: ServiceParts): Handlers<'checkProposal'> {
  async function check(proposalId: string, stage: Stage, content: ProposalContent, asked: Asked) {
    const { fund, actor, language } = asked;
    const slice = await sliceOfView(parts, fund, (known) => needsOfSubmission(proposalId, content, known));
    const context = await contextOf(parts, fund, actor);
    const status = slice.get(proposal, proposalId)?.status;
    const { obstacles, verdicts } =
      status === 'returned' || status === 'revision-needed'
        ? judgeRevision({ proposalId, content }, slice, context)
        : judgeSubmission({ proposalId, stage, content }, slice, context);
    return checkAnswer(obstacles, verdicts, language);
  }

  return {
    async checkProposal({ fund, params: { proposalId }, body: { stage, content: given }, actor, language }) {
      const viewer = viewerOf(actor);
      const found = await findProposal(parts.pool, fund, proposalId, viewer);
      const content = given ?? found?.draft?.content ?? found?.submitted?.newest.content;
      if (content === undefined) return notFound('proposal', proposalId);
      // Who reads for the fund checks in the applicant's place; a partner checks only what it could submit.
      const notOwn =
        viewer.ofOrganisations === undefined ? undefined : refuseAuthor(content, { actor, backDated: false });
      if (notOwn !== undefined) return forbidden(notOwn.detail);
      const body = await check(proposalId, stage, content, { fund, actor, language });
      return { body, headers: languageHeaders(language) };
    },
  };
}

type Asked = Pick<Parameters<Handlers<'checkProposal'>['checkProposal']>[0], 'fund' | 'actor' | 'language'>;
