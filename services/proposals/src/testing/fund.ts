import { type Actor, addMs, type Instant } from '@mdtf/domain';
import { type Given, specification } from '@mdtf/domain/testing';
import type { CallOpened, ConceptNoteSubmitted, FullProposalSubmitted } from '../domain/events.ts';
import { model } from '../domain/model.ts';
import type { ProposalContent } from '../domain/writing/content.ts';
import { callTerms, charter, organisations, recommendation, usd } from './imdp.ts';

/** Morning of 15 January 2008 on the fund's clock. */
export const NOW: Instant = '2008-01-15T08:00:00.000Z';

/** The call of 2007 as it was opened on 19 November. */
export const callOpened: CallOpened = {
  type: 'CallOpened',
  data: {
    ...callTerms,
    windowId: null,
    source: null,
    opensAt: '2007-11-19T08:00:00.000Z',
    charterVersion: 1,
  },
};

/** A call without concept notes. */
export const singleStageCall: CallOpened = {
  type: 'CallOpened',
  data: { ...callOpened.data, callId: 'call-single', conceptNotesDue: null },
};

/** The fund on 15 January 2008: charter, organisations, a recommendation and the call. */
export const fund = (actor: Actor): Given =>
  specification(model, { now: NOW, actor })
    .platform(...organisations)
    .facts(charter(1))
    .given({ type: 'RecommendationRecorded', data: recommendation }, callOpened, singleStageCall);

/** A concept note submitted on 3 December. */
export const conceptNote = (proposalId: string, content: ProposalContent): ConceptNoteSubmitted => ({
  type: 'ConceptNoteSubmitted',
  data: { proposalId, revision: 1, content, verdicts: [] },
});

/** Submitted as a concept note, found eligible and invited. */
export const invited = (proposalId: string, content: ProposalContent) => [
  conceptNote(proposalId, content),
  {
    type: 'ProposalScreened',
    data: { proposalId, stage: 'concept-note', eligible: true, reasons: 'Complete.' },
  },
  { type: 'ProposalInvited', data: { proposalId, note: null } },
];

/** Submitted in full at once. */
export const fullProposal = (
  proposalId: string,
  content: ProposalContent,
  revision = 1,
): FullProposalSubmitted => ({
  type: 'FullProposalSubmitted',
  data: {
    proposalId,
    revision,
    content,
    requested: content.financing?.fund ?? usd('1.00'),
    bankPart: content.financing?.bankPart ?? usd('0.00'),
    verdicts: [],
  },
});

/** The instant a number of seconds later. */
export const secondsAfter = (instant: Instant, seconds: number): Instant => addMs(instant, seconds * 1000);
