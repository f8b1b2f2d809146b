import {
  accept,
  type CommandHandler,
  type Context,
  formatInstant,
  type Instant,
  isLocalDate,
  type Localised,
  notFound,
  type Rejection,
  reject,
} from '@mdtf/domain';
import { afterwards } from '../answer.ts';
import { CURRENT, knownCharter } from '../known/charter.ts';
import { conflict, refused } from '../refusals.ts';
import {
  type Call,
  call,
  callAnswer,
  DEADLINE_FIELDS,
  lateFrom,
  NOT_A_DEADLINE,
  OUT_OF_YEARS,
} from './call.ts';
import type { CallDeadline, CallExtended, DeadlineChange } from './extension-events.ts';

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

const DEADLINES: readonly CallDeadline[] = ['questions', 'concept-note', 'full'];

/** The deadline as it was and is to be, or what keeps it from being put there. */
function changeOf(
  deadline: CallDeadline,
  is: Instant,
  state: Call,
  { context: { time, backDated }, zone }: { readonly context: Context; readonly zone: string },
): DeadlineChange | Rejection {
  const field = `body.${DEADLINE_FIELDS[deadline]}`;
  const was = state[DEADLINE_FIELDS[deadline]];
  if (was === null) {
    return refused(
      'no-such-deadline',
      { en: 'No such deadline', fr: 'Date limite inexistante' },
      {
        en: 'The call has no such deadline; only what it has is put later.',
        fr: 'L’appel n’a pas cette date limite ; seules celles qu’il a sont reportées.',
      },
      { field },
    );
  }
  if (!isLocalDate(is.slice(0, 10)))
    return refused('invalid-deadline', NOT_A_DEADLINE, OUT_OF_YEARS, { field, category: 'invalid' });
  if (time >= lateFrom(was) && !backDated) {
    return refused(
      'deadline-passed',
      { en: 'The deadline has passed', fr: 'La date limite est passée' },
      {
        en: `It passed at ${formatInstant(was, zone)}; it is now ${formatInstant(time, zone)}. A deadline is put later before it has passed.`,
        fr: `Elle est passée à ${formatInstant(was, zone)} ; il est maintenant ${formatInstant(time, zone)}. Une date limite est reportée avant d’être passée.`,
      },
      { field, params: { deadline: was, time } },
    );
  }
  if (lateFrom(is) <= lateFrom(was)) {
    return refused(
      'not-later',
      { en: 'Not a later deadline', fr: 'Pas une date limite plus tardive' },
      {
        en: `It is ${formatInstant(was, zone)}; a deadline is only ever put later.`,
        fr: `Elle est fixée à ${formatInstant(was, zone)} ; une date limite n’est jamais que reportée.`,
      },
      { field, params: { deadline: was } },
    );
  }
  return { deadline, was, is };
}

/** Concept notes end before full proposals do, and questions with the last of them. */
function refuseOrder({ questionsDue, conceptNotesDue, fullProposalsDue }: Call): Rejection | undefined {
  if (conceptNotesDue !== null && fullProposalsDue !== null && conceptNotesDue >= fullProposalsDue) {
    return disordered('body.conceptNotesDue', {
      en: `must be before the deadline of full proposals, ${fullProposalsDue}; put that later as well`,
      fr: `doit précéder la date limite des propositions complètes, ${fullProposalsDue} ; reportez-la aussi`,
    });
  }
  const last = fullProposalsDue ?? conceptNotesDue;
  if (questionsDue !== null && last !== null && questionsDue > last)
    return disordered('body.questionsDue', {
      en: `must not be after the last deadline, ${last}; put that later as well`,
      fr: `ne doit pas suivre la dernière date limite, ${last} ; reportez-la aussi`,
    });
  return undefined;
}

function disordered(field: string, detail: Localised): Rejection {
  return refused('invalid-deadline', NOT_A_DEADLINE, detail, { field, category: 'invalid' });
}

const nothingExtended = refused(
  'nothing-extended',
  { en: 'Nothing is put later', fr: 'Rien n’est reporté' },
  {
    en: 'Name at least one deadline: questionsDue, conceptNotesDue or fullProposalsDue.',
    fr: 'Nommez au moins une date limite : questionsDue, conceptNotesDue ou fullProposalsDue.',
  },
  { field: 'body', category: 'invalid' },
);

function extendedTooOften(callId: string): Rejection {
  return conflict(
    'extended-too-often',
    { en: 'Extended too often', fr: 'Reporté trop souvent' },
    {
      en: `The deadlines of ${callId} were put later ${MAX_EXTENSIONS} times, which is the most; open another call.`,
      fr: `Les dates limites de ${callId} ont été reportées ${MAX_EXTENSIONS} fois, ce qui est le maximum ; ouvrez un autre appel.`,
    },
  );
}
