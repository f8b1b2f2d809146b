import {
  type Aggregate,
  accept,
  type CommandHandler,
  endOfLocalDay,
  type Instant,
  isLocalDate,
  LATEST_DATE,
  type LocalDate,
  startOfLocalDay,
} from '@mdtf/domain';
import type { Waiver } from '@mdtf/rules';
import type { WaiverRecorded } from './events.ts';

// Commands

/** That the committee waived a rule for a proposal, until the end of a day or without end. */
export type RecordWaiver = WaiverRecorded['data'];

// State

/** The newest waiver of each rule for one proposal, which may be granted before anything is submitted. */
export type Waivers = { readonly [R in 'R3' | 'R8']?: { decisionId: string; expires: LocalDate | null } };

/** Waivers, one document per proposal. */
export const waivers: Aggregate<Waivers, WaiverRecorded> = {
  kind: 'waivers',
  version: 1,
  concerns: { WaiverRecorded: ({ proposalId }) => proposalId },
  evolve: (state, { data: { rule, decisionId, expires } }) => ({ ...state, [rule]: { decisionId, expires } }),
};

/** The waivers of a proposal as the rules take them; a last day ends with midnight in the fund's zone. */
export function waiversFor(subject: string, state: Waivers | undefined, zone: string): readonly Waiver[] {
  return Object.entries(state ?? {}).map(([rule, { decisionId, expires }]) => ({
    id: decisionId,
    rule: rule as 'R3' | 'R8',
    subject,
    expires: expires === null ? null : endOf(expires, zone),
  }));
}

function endOf(day: LocalDate, zone: string): Instant | null {
  if (isLocalDate(day)) return endOfLocalDay(day, zone);
  return day > LATEST_DATE ? null : startOfLocalDay('1900-01-01', zone);
}

// Decide

/** Records a waiver, once per decision. */
export const recordWaiver: CommandHandler<RecordWaiver, WaiverRecorded, RecordWaiver> = {
  needs: ({ proposalId }) => ({ own: [{ kind: waivers.kind, id: proposalId }] }),
  decide(command, slice) {
    const known = slice.get(waivers, command.proposalId)?.[command.rule];
    if (known?.decisionId === command.decisionId) return accept([], command);
    return accept([{ type: 'WaiverRecorded', data: command }], command);
  },
};
