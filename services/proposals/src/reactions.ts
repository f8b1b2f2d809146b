import type { AllocationEvent, CommitteeEvent } from '@mdtf/contracts';
import { inEach, type Localised, textIn } from '@mdtf/domain';
import type { Reaction, ReactionCommand, ReadEntry } from '@mdtf/fund-log';
import type { NoteDecision } from './domain/decision.ts';
import type { NoteExclusion } from './domain/exclusion/exclusion.ts';
import type { NoteEndorsement } from './domain/facility/facility-request.ts';
import type { NoteFunded, NoteNotFunded } from './domain/funding.ts';
import type { RecordWaiver } from './domain/waivers.ts';

type Decision = Extract<CommitteeEvent, { type: 'DecisionTaken' }>['data'];

/** A decision is noted on what it is about: a proposal, a waiver for one, or the facility request. */
export const reactToCommittee: Reaction = (entry) => {
  const event = eventOf<CommitteeEvent>(entry);
  return event.type === 'DecisionTaken' ? noteDecision(entry.fund, event.data) : undefined;
};

/** A proposal hears what became of the money that was decided on. */
export const reactToAllocation: Reaction = (entry) => {
  const { fund } = entry;
  const event = eventOf<AllocationEvent>(entry);
  // A top-up adds to what is funded already.
  if (event.type === 'AllocationMade' && event.data.topsUp !== undefined) return undefined;
  if (event.type === 'AllocationReleased' && event.data.topsUp === undefined) {
    const { allocationId: decisionId, decisionId: by, subject, reason, reasonIn } = event.data;
    const told = revokedBy(by, reasonIn ?? reason);
    const data: NoteNotFunded = { proposalId: subject.id, decisionId, reason: told.en, reasonIn: told };
    return { fund, type: 'NoteNotFunded', data };
  }
  if (event.type === 'AllocationMade' && event.data.subject.kind === 'proposal') {
    const { allocationId, decisionId, subject } = event.data;
    const data: NoteFunded = { proposalId: subject.id, allocationId, decisionId };
    return { fund, type: 'NoteFunded', data };
  }
  if (event.type === 'AllocationRefused' && event.data.subject.kind === 'proposal') {
    const { decisionId, subject, reason, reasonIn } = event.data;
    const both = reasonIn === undefined ? {} : { reasonIn };
    const data: NoteNotFunded = { proposalId: subject.id, decisionId, reason, ...both };
    return { fund, type: 'NoteNotFunded', data };
  }
  return undefined;
};

const MAX_REASON = 8_000;

function revokedBy(decisionId: string, reason: Localised | string): Localised {
  const words = { en: `Revoked by decision ${decisionId}:`, fr: `Révoquée par la décision ${decisionId} :` };
  return inEach((language) =>
    `${words[language]} ${textIn(reason, language)}`.slice(0, MAX_REASON).toWellFormed(),
  );
}

function noteDecision(fund: string, decision: Decision): ReactionCommand | undefined {
  const { decisionId, subject, outcome, reason, reasonIn, amounts, expires, upTo } = decision;
  if (subject.kind === 'proposal') {
    const data: NoteDecision = { proposalId: subject.id, decisionId, outcome, reason, reasonIn, amounts };
    return { fund, type: 'NoteDecision', data };
  }
  if (subject.kind === 'exclusion') {
    const proposals = subject.proposals ?? [];
    const data: NoteExclusion = { proposals, decisionId, outcome, reason, reasonIn };
    return { fund, type: 'NoteExclusion', data };
  }
  if (outcome !== 'approved') return undefined;
  if (subject.kind === 'waiver' && subject.rule !== undefined) {
    const { id: proposalId, rule, scope } = subject;
    const data: RecordWaiver = {
      proposalId,
      rule,
      decisionId,
      expires,
      ...(scope === undefined ? {} : { scope }),
      ...(upTo === undefined ? {} : { upTo }),
    };
    return { fund, type: 'RecordWaiver', data };
  }
  if (subject.kind === 'facility-request') {
    const { id: stage, revision } = subject;
    const data: NoteEndorsement = { stage, decisionId, ...(revision === undefined ? {} : { revision }) };
    return { fund, type: 'NoteEndorsement', data };
  }
  return undefined;
}

function eventOf<E>({ type, data }: ReadEntry): E {
  return { type, data } as E;
}
