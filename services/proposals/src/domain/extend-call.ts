import {
  accept,
  type CommandHandler,
  type Context,
  formatInstant,
  type Instant,
  isLocalDate,
  notFound,
  type Rejection,
  reject,
  type Said,
} from '@mdtf/domain';
import { afterwards } from './answer.ts';
import { type Call, call, callAnswer, DEADLINE_FIELDS, lateFrom } from './call.ts';
import type { CallExtended, DeadlineChange, DeadlineKind } from './extension-events.ts';
import { CURRENT, knownCharter } from './known/charter.ts';
import { conflict, refused } from './refusals.ts';

// Commands

/** Deadlines of a call to put later, and why; instants have milliseconds. */
export interface ExtendCall {
  readonly callId: string;
  readonly questionsDue?: Instant | undefined;
  readonly conceptNotesDue?: Instant | undefined;
  readonly fullProposalsDue?: Instant | undefined;
  readonly reason: string;
}

/** How often the deadlines of one call may be put later. */
export const MAX_EXTENSIONS = 20;

// Decide

/** Puts deadlines later, for all who answer the call: each only to a later second, and only before it has passed. */
export const extendCall: CommandHandler<ExtendCall, CallExtended, ReturnType<typeof callAnswer>> = {
  needs: ({ callId }) => ({
    own: [{ kind: call.kind, id: callId }],
    facts: [{ kind: knownCharter.kind, id: CURRENT }],
  }),
  decide(command, slice, context) {
    const { callId, reason } = command;
    const state = slice.get(call, callId);
    if (state === undefined) return reject(notFound('call', callId));
    const zone = slice.fact(knownCharter, CURRENT)?.timeZone ?? 'UTC';
    const changes: DeadlineChange[] = [];
    for (const deadline of DEADLINES) {
      const is = command[DEADLINE_FIELDS[deadline]];
      if (is === undefined) continue;
      const change = changeOf(deadline, is, state, { context, zone });
      if ('code' in change) return reject(change);
      changes.push(change);
    }
    if (changes.length === 0) return reject(nothingExtended);
    if (state.extensions.length >= MAX_EXTENSIONS) return reject(extendedTooOften(callId));
    const event: CallExtended = { type: 'CallExtended', data: { callId, changes, reason } };
    const after = afterwards(call, state, event, context);
    const disorder = refuseOrder(after);
    return disorder === undefined
      ? accept([event], callAnswer(callId, after, context.now))
      : reject(disorder);
  },
};

const DEADLINES: readonly DeadlineKind[] = ['questions', 'concept-note', 'full'];

/** The deadline as it was and is to be, or what keeps it from being put there. */
function changeOf(
  deadline: DeadlineKind,
  is: Instant,
  state: Call,
  { context: { time, backDated }, zone }: { readonly context: Context; readonly zone: string },
): DeadlineChange | Rejection {
  const field = `body.${DEADLINE_FIELDS[deadline]}`;
  const was = state[DEADLINE_FIELDS[deadline]];
  if (was === null) {
    const detail = 'The call has no such deadline; only what it has is put later.';
    return refused('no-such-deadline', 'No such deadline', detail, { field });
  }
  if (!isLocalDate(is.slice(0, 10)))
    return refused('invalid-deadline', 'Not a deadline', 'must be in the years 1900 to 2199', {
      field,
      category: 'invalid',
    });
  if (time >= lateFrom(was) && !backDated) {
    const detail = `It passed at ${formatInstant(was, zone)}; it is now ${formatInstant(time, zone)}. A deadline is put later before it has passed.`;
    return refused('deadline-passed', 'The deadline has passed', detail, {
      field,
      params: { deadline: was, time },
    });
  }
  if (lateFrom(is) <= lateFrom(was)) {
    const detail = `It is ${formatInstant(was, zone)}; a deadline is only ever put later.`;
    return refused('not-later', 'Not a later deadline', detail, { field, params: { deadline: was } });
  }
  return { deadline, was, is };
}

/** Concept notes end before full proposals do, and questions with the last of them. */
function refuseOrder({ questionsDue, conceptNotesDue, fullProposalsDue }: Call): Rejection | undefined {
  if (conceptNotesDue !== null && fullProposalsDue !== null && conceptNotesDue >= fullProposalsDue) {
    const detail = `must be before the deadline of full proposals, ${fullProposalsDue}; put that later as well`;
    return disordered('body.conceptNotesDue', detail);
  }
  const last = fullProposalsDue ?? conceptNotesDue;
  if (questionsDue !== null && last !== null && questionsDue > last)
    return disordered(
      'body.questionsDue',
      `must not be after the last deadline, ${last}; put that later as well`,
    );
  return undefined;
}

function disordered(field: string, detail: Said): Rejection {
  return refused('invalid-deadline', 'Not a deadline', detail, { field, category: 'invalid' });
}

const nothingExtended = refused(
  'nothing-extended',
  'Nothing is put later',
  'Name at least one deadline: questionsDue, conceptNotesDue or fullProposalsDue.',
  { field: 'body', category: 'invalid' },
);

function extendedTooOften(callId: string): Rejection {
  return conflict(
    'extended-too-often',
    'Extended too often',
    `The deadlines of ${callId} were put later ${MAX_EXTENSIONS} times, which is the most; open another call.`,
  );
}
