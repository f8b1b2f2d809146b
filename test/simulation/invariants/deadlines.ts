import type { ReadEntry } from '@mdtf/fund-log';
import { type Invariant, logsOf, type Outcome } from './outcome.ts';

const SECOND_MS = 1_000;

/** Of what has its time. */
export const deadlines: readonly Invariant[] = [
  {
    name: 'a stage of a call closes once, when its deadline has passed and before anything that is recorded later',
    *check(outcome) {
      for (const { fund, entries } of proposalLogs(outcome)) {
        for (const { callId, stage, lateFrom } of stagesOf(entries)) {
          const closings = entries.filter(
            ({ type, data }) => type === 'CallStageClosed' && data.callId === callId && data.stage === stage,
          );
          if (closings.length > 1) yield `${stage} of ${callId} of ${fund} closed ${closings.length} times`;
          const [closing] = closings;
          if (closing !== undefined && closing.time !== lateFrom)
            yield `${stage} of ${callId} of ${fund} closed at ${closing.time}, due at ${lateFrom}`;
          const [first, ...after] = entries.filter(({ recordedAt }) => recordedAt >= lateFrom);
          const before = [first, ...after].slice(0, closing === undefined ? 1 : after.indexOf(closing) + 1);
          const other = before.find((entry) => entry !== undefined && entry.type !== 'CallStageClosed');
          if (other !== undefined)
            yield `${fund}/${other.sequence} was recorded before ${stage} of ${callId} closed`;
        }
      }
    },
  },
  {
    name: 'nothing is submitted to a call after its deadline, to the second',
    *check(outcome) {
      for (const { fund, entries } of proposalLogs(outcome)) {
        const stages = stagesOf(entries);
        const submitted = new Set<string>();
        for (const { type, data, time, provenance, sequence } of entries) {
          const stage = { ConceptNoteSubmitted: 'concept-note', FullProposalSubmitted: 'full' }[type];
          if (stage === undefined) continue;
          const isRevision = submitted.has(`${stage}/${data.proposalId}`);
          submitted.add(`${stage}/${data.proposalId}`);
          const bound = stages.find((one) => one.callId === data.content.callId && one.stage === stage);
          if (isRevision || bound === undefined || provenance !== undefined) continue;
          if (time >= bound.lateFrom)
            yield `${fund}/${sequence} came at ${time}, late from ${bound.lateFrom}`;
        }
      }
    },
  },
];

function proposalLogs(outcome: Outcome) {
  return logsOf(outcome).filter(({ service }) => service.name === 'proposals');
}

function stagesOf(entries: readonly ReadEntry[]) {
  return entries.flatMap(({ type, data }) => {
    if (type !== 'CallOpened') return [];
    const dates: readonly (readonly [string, string | null])[] = [
      ['concept-note', data.conceptNotesDue],
      ['full', data.fullProposalsDue],
    ];
    return dates.flatMap(([stage, deadline]) =>
      deadline === null ? [] : [{ callId: data.callId as string, stage, lateFrom: secondAfter(deadline) }],
    );
  });
}

/** The whole second that a deadline names is in time. */
function secondAfter(deadline: string): string {
  return new Date(Math.floor(Date.parse(deadline) / SECOND_MS) * SECOND_MS + SECOND_MS).toISOString();
}
