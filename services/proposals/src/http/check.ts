import { isRejection } from '@mdtf/domain';
import { knownAllocated, NOTHING_ALLOCATED, THE_SUMS } from '@mdtf/rules';
import { forbidden, languageHeaders, notFound, rejected, type ServiceParts } from '@mdtf/runtime';
import { refuseAuthor } from '../domain/author.ts';
import { charterFor } from '../domain/judgement.ts';
import { needsOfSubmission, type SubmitProposal } from '../domain/submission.ts';
import { type CheckedProposal, checkedProposal, underCharter } from '../domain/what-if/proposal-check.ts';
import { type SupposedProposal, type Supposition, suppose } from '../domain/what-if/supposition.ts';
import { wordSupposition } from '../domain/what-if/supposition-words.ts';
import type { ProposalContent } from '../domain/writing/content.ts';
import { type Found, findProposal } from '../queries/proposals.ts';
import { contextOf, sliceOfView } from '../queries/slice-of-view.ts';
import { ownerOf, type Viewer, viewerOf } from '../queries/viewer.ts';
import { checkAnswer } from './check-answer.ts';
import type { Handlers } from './handlers.ts';

type Request = Pick<Parameters<Handlers<'checkProposal'>['checkProposal']>[0], 'fund' | 'actor' | 'language'>;

/** What submitting would say, with and without what is supposed; nothing is saved. */
export function checkHandlers(parts: ServiceParts): Handlers<'checkProposal'> {
  const { pool, view } = parts;

  async function check(
    asked: SubmitProposal,
    suppositions: readonly Supposition[],
    { fund, actor, language }: Request,
    viewer: Viewer,
  ) {
    const { proposalId, content } = asked;
    const slice = await sliceOfView(parts, fund, (known) => needsOfSubmission(proposalId, content, known));
    const context = await contextOf(parts, fund, actor);
    const sums = (await view.read(fund, knownAllocated, THE_SUMS)) ?? NOTHING_ALLOCATED;
    const answerOf = ({ judgement: { obstacles, verdicts }, fund: standing }: CheckedProposal) => ({
      ...checkAnswer(obstacles, verdicts, language),
      fund: standing,
    });
    const before = answerOf(checkedProposal(asked, slice, { context, sums, first: [] }));
    const charter = charterFor(content, slice);
    if (suppositions.length === 0 || charter === undefined) return before;
    const others = await othersNamed(pool, suppositions, fund, viewer);
    const proposals = new Map(others).set(proposalId, { content, status: null });
    const supposed = suppose({ charter, proposals, first: [] }, suppositions, proposalId);
    if ('code' in supposed) return supposed;
    const contentOf = (id: string) => supposed.proposals.get(id)?.content ?? content;
    const after = checkedProposal(
      { ...asked, content: contentOf(proposalId) },
      underCharter(slice, supposed.charter),
      { context, sums, first: supposed.first.map(contentOf) },
    );
    return {
      ...before,
      supposed: { suppositions: suppositions.map(wordSupposition), ...answerOf(after) },
    };
  }

  return {
    async checkProposal({ fund, params: { proposalId }, body, actor, language }) {
      const { stage, content: given, suppose: suppositions = [] } = body;
      const viewer = viewerOf(actor);
      const found = await findProposal(pool, fund, proposalId, viewer);
      const content = given ?? found?.draft?.content ?? found?.submitted?.newest.content;
      if (content === undefined) return notFound('proposal', proposalId);
      // Who reads for the fund checks in the applicant's place; a partner checks only what it could submit.
      const mayCheck = viewer.ofOrganisations === undefined || (found?.coAuthor && isOf(found, content));
      const notOwn = mayCheck ? undefined : refuseAuthor(content, { actor, backDated: false });
      if (notOwn !== undefined) return forbidden(notOwn.detail);
      const request = { fund, actor, language };
      const answer = await check({ proposalId, stage, content }, suppositions, request, viewer);
      return isRejection(answer) ? rejected(answer) : { body: answer, headers: languageHeaders(language) };
    },
  };
}

/** Each proposal that is named, as submitted last, as far as the viewer may see it. */
async function othersNamed(
  pool: ServiceParts['pool'],
  suppositions: readonly Supposition[],
  fund: string,
  viewer: Viewer,
): Promise<ReadonlyMap<string, SupposedProposal>> {
  const named = suppositions.flatMap((each) => ('proposalId' in each ? (each.proposalId ?? []) : []));
  const found = await Promise.all(
    [...new Set(named)].map(async (id) => {
      const submitted = (await findProposal(pool, fund, id, viewer))?.submitted;
      return submitted === undefined ? [] : [[id, submitted] as const];
    }),
  );
  return new Map(
    found.flat().map(([id, { state, newest }]) => [id, { content: newest.content, status: state.status }]),
  );
}

/** Whether a content is of whoever the proposal belongs to. */
function isOf({ draft, submitted }: Found, content: ProposalContent): boolean {
  return ownerOf(content) === (submitted === undefined ? draft?.owner : ownerOf(submitted.state));
}
