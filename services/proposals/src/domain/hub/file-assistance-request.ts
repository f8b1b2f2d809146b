import {
  accept,
  type CommandHandler,
  type Context,
  minorOf,
  type Rejection,
  reject,
  type Slice,
  wordMoney,
} from '@mdtf/domain';
import { refuseAuthor } from '../author.ts';
import { amountAsked, type Judgement } from '../judgement.ts';
import { CURRENT, knownCharter } from '../known/charter.ts';
import type { Submission } from '../proposal.ts';
import { conflict, refused } from '../refusals.ts';
import { decideOn, judgeSubmission, needsOfSubmission } from '../submission.ts';
import { type FiledAnswer, filedAnswer } from './assistance-answer.ts';
import { type AssistanceRequestForm, contentOfForm, fieldOnPage } from './assistance-form.ts';

// Commands

/** A government's request to file on one page; it is a full proposal from then on. */
export interface FileAssistanceRequest {
  readonly requestId: string;
  readonly form: AssistanceRequestForm;
}

// Decide

/** Files a request within the charter's threshold, complete and within the rules, on any day. */
export const fileAssistanceRequest: CommandHandler<FileAssistanceRequest, Submission, FiledAnswer> = {
  needs: ({ requestId, form }, slice) => needsOfSubmission(requestId, contentOfForm(form), slice),
  decide(command, slice, context) {
    const content = contentOfForm(command.form);
    const author = refuseAuthor(content, context);
    if (author !== undefined) return reject(onPage(author));
    const submission = { proposalId: command.requestId, stage: 'full' as const, content };
    const decision = decideOn(submission, judgeRequest(command, slice, context), slice, context);
    return decision.accepted ? accept(decision.events, filedAnswer(decision.answer)) : decision;
  },
};

/** What filing a request would meet, who files aside: the light track's own bound, then all that a proposal meets. */
export function judgeRequest(
  { requestId, form }: FileAssistanceRequest,
  slice: Slice,
  context: Context,
): Judgement {
  const submission = { proposalId: requestId, stage: 'full' as const, content: contentOfForm(form) };
  const judgement = judgeSubmission(submission, slice, context);
  const light = context.backDated ? undefined : refuseTrack(judgement, slice);
  const obstacles = judgement.obstacles.map(onPage);
  return { ...judgement, obstacles: light === undefined ? obstacles : [light, ...obstacles] };
}

function refuseTrack({ costing }: Judgement, slice: Slice): Rejection | undefined {
  const charter = slice.fact(knownCharter, CURRENT);
  if (charter === undefined || costing === undefined) return undefined;
  const most = charter.assistanceThreshold;
  if (most === null)
    return conflict(
      'no-light-track',
      { en: 'No requests on one page', fr: 'Pas de demandes d’une page' },
      {
        en: 'The charter of this fund sets no threshold for requests on one page: submit a full proposal.',
        fr: 'La charte de ce fonds ne fixe pas de seuil pour les demandes d’une page : soumettez une proposition complète.',
      },
    );
  if (amountAsked(costing) <= minorOf(most)) return undefined;
  return refused(
    'beyond-light-track',
    { en: 'Too much for one page', fr: 'Trop pour une page' },
    {
      en: `By the charter at most ${wordMoney(most, 'en')} are asked on one page: submit a full proposal, which a session decides.`,
      fr: `Selon la charte, une demande d’une page porte sur ${wordMoney(most, 'fr')} au plus : soumettez une proposition complète, dont une séance décide.`,
    },
    { field: 'body.budget', params: { threshold: most.amount } },
  );
}

/** A refusal that names the fields as they are called on the page. */
function onPage(rejection: Rejection): Rejection {
  const { field, errors } = rejection;
  return {
    ...rejection,
    ...(field === undefined ? {} : { field: fieldOnPage(field) }),
    ...(errors === undefined
      ? {}
      : { errors: errors.map((error) => ({ ...error, field: fieldOnPage(error.field) })) }),
  };
}
