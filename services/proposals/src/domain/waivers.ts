import { type Aggregate, accept, type CommandHandler } from '@mdtf/domain';
import type { GrantedWaivers } from '@mdtf/rules';
import type { WaiverRecorded } from './events.ts';

// Commands

/** That the committee waived a rule for a proposal or a kind of them, until the end of a day or without end. */
export type RecordWaiver = WaiverRecorded['data'];

// State

/** The document of the waivers for all proposals of a kind; no proposal's id has a colon. */
export const waiversOfKind = (kind: string): string => `kind:${kind}`;

const documentOf = ({ proposalId, scope }: RecordWaiver): string =>
  scope === 'kind' ? waiversOfKind(proposalId) : proposalId;

/** Waivers, one document per proposal and per kind: a waiver may be granted before anything is submitted. */
export const waivers: Aggregate<GrantedWaivers, WaiverRecorded> = {
  kind: 'waivers',
  version: 2,
  concerns: { WaiverRecorded: documentOf },
  evolve: (state, { data: { rule, decisionId, expires, upTo = null } }) => ({
    ...state,
    [rule]: { decisionId, expires, upTo },
  }),
};

// Decide

/** Records a waiver, once per decision. */
export const recordWaiver: CommandHandler<RecordWaiver, WaiverRecorded, RecordWaiver> = {
  needs: (command) => ({ own: [{ kind: waivers.kind, id: documentOf(command) }] }),
  decide(command, slice) {
    const known = slice.get(waivers, documentOf(command))?.[command.rule];
    if (known?.decisionId === command.decisionId) return accept([], command);
    return accept([{ type: 'WaiverRecorded', data: command }], command);
  },
};
