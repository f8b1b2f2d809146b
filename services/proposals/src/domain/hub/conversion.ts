import {
  type Aggregate,
  accept,
  alreadyExists,
  type CommandHandler,
  knownOrganisation,
  type Localised,
  notFound,
  notKnown,
  reject,
} from '@mdtf/domain';
import { mayActFor } from '../author.ts';
import { changeOf, needsOfChange } from '../change.ts';
import { type ProposalStatus, proposal } from '../proposal.ts';
import { conflict, refused } from '../refusals.ts';
import { STATUS_IN_FRENCH } from '../status-words.ts';
import { UNDECIDED } from '../withdrawal.ts';
import { partnerKey } from '../writing/consortium.ts';
import type { ProposalContent } from '../writing/content.ts';
import { draftAnswer } from '../writing/draft-answer.ts';
import { whyNotLead } from '../writing/kinds.ts';
import type { ProjectKind, RequestConverted } from './hub-events.ts';

// Commands

/** Asks that an assistance request become a project, led by a partner. */
export interface ConvertRequest {
  readonly requestId: string;
  readonly projectId: string;
  readonly kind: ProjectKind;
  readonly lead: string;
  readonly callId?: string | undefined;
  readonly windowId?: string | undefined;
}

// State

/** The projects that one assistance request became, the first one first. */
export interface Conversions {
  readonly projects: readonly string[];
}

/** The most projects that one request may become. */
export const MAX_PROJECTS_OF_REQUEST = 20;

/** What became of assistance requests as projects, one document per request. */
export const conversions: Aggregate<Conversions, RequestConverted> = {
  kind: 'conversions',
  version: 1,
  concerns: { RequestConverted: ({ requestId }) => requestId },
  evolve: (state, { data: { projectId } }) => ({ projects: [...(state?.projects ?? []), projectId] }),
};

// Decide

/** Makes a project of a request, once per project; answers the draft that the project begins as. */
export const convertRequest: CommandHandler<
  ConvertRequest,
  RequestConverted,
  ReturnType<typeof draftAnswer>
> = {
  needs({ requestId, projectId, lead }, slice) {
    const { own = [] } = needsOfChange(requestId, slice);
    return {
      own: [...own, { kind: conversions.kind, id: requestId }, { kind: proposal.kind, id: projectId }],
      platform: [{ kind: knownOrganisation.kind, id: lead }],
    };
  },
  decide(command, slice, context) {
    const { requestId, projectId, kind, lead } = command;
    const found = changeOf(requestId, slice);
    if ('code' in found || found.state.kind !== 'assistance-request')
      return reject(notFound('assistance request', requestId));
    const { state } = found;
    if (!mayActFor(context, state.lead)) return reject(notFound('assistance request', requestId));
    const partner = slice.platformFact(knownOrganisation, lead);
    if (partner === undefined) return reject(notKnown('organisation', lead, 'body.lead'));
    const unfit = whyNotLead(kind, partner);
    if (unfit !== undefined) return reject(notALead(unfit));
    if (slice.get(proposal, projectId) !== undefined) return reject(alreadyExists('proposal', projectId));
    const projects = slice.get(conversions, requestId)?.projects ?? [];
    if (projects.includes(projectId)) return reject(alreadyExists('proposal', projectId));
    if (state.status === 'withdrawn' || state.status === 'rejected')
      return reject(notConvertible(requestId, state.status));
    if (projects.length >= MAX_PROJECTS_OF_REQUEST) return reject(tooManyProjects);
    const data = { requestId, projectId, kind, lead, replaces: UNDECIDED.includes(state.status) };
    const content = projectContent(command, found.revision.content);
    return accept([{ type: 'RequestConverted', data }], draftAnswer(projectId, content));
  },
};

/** The text of a request carried over into a project of a partner; the government is named in it. */
export function projectContent(
  { requestId, kind, lead, callId, windowId }: ConvertRequest,
  request: ProposalContent,
): ProposalContent {
  const { assistance: _, callId: _call, ...carried } = request;
  const asker = { organisation: request.lead, organisationId: request.lead, role: 'Asked for it' };
  const others = request.partners.filter((partner) => partnerKey(partner) !== lead);
  return {
    ...carried,
    kind,
    lead,
    ...(callId === undefined ? {} : { callId }),
    ...(windowId === undefined ? {} : { windowId }),
    partners: request.lead === lead ? others : [...others, asker],
    fromRequest: requestId,
  };
}

const notALead = (why: Localised) =>
  refused(
    'not-to-lead',
    { en: 'Cannot lead it', fr: 'Ne peut en être le chef de file' },
    { en: `The lead ${why.en}.`, fr: `Le chef de file ${why.fr}.` },
    { field: 'body.lead' },
  );

const tooManyProjects = conflict(
  'too-many-projects',
  { en: 'Too many projects', fr: 'Trop de projets' },
  {
    en: `One request becomes at most ${MAX_PROJECTS_OF_REQUEST} projects.`,
    fr: `Une demande devient au plus ${MAX_PROJECTS_OF_REQUEST} projets.`,
  },
);

function notConvertible(requestId: string, status: ProposalStatus) {
  return conflict(
    'not-convertible',
    { en: 'Cannot become a project', fr: 'Ne peut devenir un projet' },
    {
      en: `${requestId} is ${status}; file a new request, or propose the project by itself.`,
      fr: `${requestId} est ${STATUS_IN_FRENCH[status]} ; déposez une nouvelle demande, ou proposez le projet pour lui-même.`,
    },
  );
}
