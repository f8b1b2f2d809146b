import {
  forbidden,
  isRefusal,
  languageHeaders,
  newId,
  notFound,
  type ServiceParts,
  valueOfBody,
} from '@mdtf/runtime';
import { refuseAuthor } from '../domain/author.ts';
import { type FiledAnswer, pageAnswer } from '../domain/hub/assistance-answer.ts';
import { contentOfForm } from '../domain/hub/assistance-form.ts';
import type { ConvertRequest } from '../domain/hub/conversion.ts';
import { type FileAssistanceRequest, judgeRequest } from '../domain/hub/file-assistance-request.ts';
import { needsOfSubmission } from '../domain/submission.ts';
import type { draftAnswer } from '../domain/writing/draft-answer.ts';
import { createDrafts } from '../queries/drafts.ts';
import { type FoundRequest, findRequest, listRequests } from '../queries/requests.ts';
import { contextOf, sliceOfView } from '../queries/slice-of-view.ts';
import { checkAnswer } from './check-answer.ts';
import { draftRefusals } from './drafts.ts';
import { answerPage, type Handlers } from './handlers.ts';
import { refuseTaken } from './taken-id.ts';

/** Governments' requests on one page: a proposal in its short form, seen by everyone with a role in the fund. */
export function assistanceRequestHandlers(
  parts: ServiceParts,
): Handlers<
  | 'fileAssistanceRequest'
  | 'checkAssistanceRequest'
  | 'listAssistanceRequests'
  | 'getAssistanceRequest'
  | 'convertAssistanceRequest'
> {
  const { pool } = parts;
  const drafts = createDrafts(pool);
  return {
    async fileAssistanceRequest({ fund, body: { id, ...form }, actor, submit }) {
      const requestId = id ?? newId();
      const owner = id === undefined ? undefined : await drafts.ownerAt(fund, id);
      const taken = refuseTaken(requestId, owner, contentOfForm(form), actor);
      if (taken !== undefined) return taken;
      const data: FileAssistanceRequest = { requestId, form };
      return submit<FiledAnswer>('FileAssistanceRequest', data, {
        location: (filed) => `/v1/funds/${fund}/assistance-requests/${filed.requestId}`,
      });
    },
    async checkAssistanceRequest({ fund, body: form, actor, language }) {
      const content = contentOfForm(form);
      const notOwn = actor.roles.includes('secretariat')
        ? undefined
        : refuseAuthor(content, { actor, backDated: false });
      if (notOwn !== undefined) return forbidden(notOwn.detail);
      const requestId = newId();
      const slice = await sliceOfView(parts, fund, (known) => needsOfSubmission(requestId, content, known));
      const context = await contextOf(parts, fund, actor);
      const { obstacles, verdicts } = judgeRequest({ requestId, form }, slice, context);
      return { body: checkAnswer(obstacles, verdicts, language), headers: languageHeaders(language) };
    },
    listAssistanceRequests: async ({ fund, query }) =>
      answerPage(await listRequests(pool, fund, query, foundRequestAnswer)),
    async getAssistanceRequest({ fund, params: { requestId } }) {
      const found = await findRequest(pool, fund, requestId);
      return found === undefined
        ? notFound('assistance request', requestId)
        : { body: foundRequestAnswer(found) };
    },
    async convertAssistanceRequest({ fund, params: { requestId }, body: { id, ...terms }, actor, ...asked }) {
      const { idempotency, submit } = asked;
      if (idempotency === undefined) throw new Error('A project is begun under an idempotency key');
      const projectId = id ?? newId();
      // Before the link to it is in the log, where it would stay though another text is there.
      const wanted = { fund, proposalId: projectId, actor: actor.id, key: idempotency.key };
      if (await drafts.isTaken(wanted)) return draftRefusals.exists(projectId);
      const data: ConvertRequest = { ...terms, requestId, projectId };
      const reply = await submit<ReturnType<typeof draftAnswer>>('ConvertRequest', data, {
        location: (made) => `/v1/funds/${fund}/proposals/${made.proposalId}`,
      });
      if (!('body' in reply) || isRefusal(reply)) return reply;
      const { proposalId, content } = valueOfBody(reply.body) as ReturnType<typeof draftAnswer>;
      // After the link is in the log: asked again under the same key, it begins the draft that is missing.
      const begun = await drafts.begin({ fund, proposalId, content, actor: actor.id, ...idempotency });
      return begun.outcome === 'begun' ? reply : draftRefusals[begun.outcome](proposalId);
    },
  };
}

function foundRequestAnswer({ requestId, state, newest, projects, demand }: FoundRequest) {
  const { status, requested, submittedAt } = state;
  return {
    ...pageAnswer(requestId, newest.content),
    status,
    requested,
    submittedAt,
    demand,
    projects: [...projects],
  };
}
