import type { Aggregate, DecisionSubject, LocalDate, Money, Slice } from '@mdtf/domain';
import { type CharterRules, WAIVABLE_RULES } from '@mdtf/rules';
import type { AgendaItemAdded, DecisionCarriedOut, DecisionNotCarriedOut, DecisionTaken } from './events.ts';
import { SUBJECT_IN_FRENCH } from './french-words.ts';
import { grantedWaivers, waiversFor } from './granted-waivers.ts';
import { conflict } from './rejections.ts';
import type { NonObjectionClosed, NonObjectionOpened } from './silence/non-objection-events.ts';

/** Where a proposal or the waiver of a rule for it stands before the committee; other subjects may be decided any number of times. */
export interface SubjectState {
  /** The agenda item that is open on it, or what the seats are asked about it outside a meeting. */
  readonly openItem: string | null;
  /** The approval that holds: not one that could not be carried out. */
  readonly approval: Approval | null;
}

interface Approval {
  readonly decisionId: string;
  readonly expires: LocalDate | null;
  /** Of a waiver: the most that a proposal may ask and still be under it. */
  readonly upTo: Money | null;
}

type SubjectEvent =
  | AgendaItemAdded
  | NonObjectionOpened
  | NonObjectionClosed
  | DecisionTaken
  | DecisionCarriedOut
  | DecisionNotCarriedOut;

const UNTOUCHED: SubjectState = { openItem: null, approval: null };

/** The document of a subject: a proposal's, or that of one rule's waiver for it or for its kind. */
export function subjectId({ kind, id, rule, scope }: DecisionSubject): string {
  const of = scope === undefined ? kind : `${kind}-of-${scope}`;
  return rule === undefined ? `${of}:${id}` : `${of}:${id}:${rule}`;
}

const own = ({ subject }: { readonly subject: DecisionSubject }): readonly string[] =>
  isDecidedOnce(subject) ? [subjectId(subject)] : [];

/** The subject of a decision that an amendment has revoked. */
const revokedBy = ({ amended }: DecisionCarriedOut['data']): readonly string[] =>
  amended?.revoked === true && isDecidedOnce(amended.of) ? [subjectId(amended.of)] : [];

/** True for what has one approval at most: a proposal, the waiver of a rule for it, and the next amendment of a decision. */
export function isDecidedOnce({ kind }: DecisionSubject): boolean {
  return kind === 'proposal' || kind === 'waiver' || kind === 'amendment';
}

/** Proposals and waivers before the committee. */
export const subjectAggregate: Aggregate<SubjectState, SubjectEvent> = {
  kind: 'subject',
  version: 2,
  concerns: {
    AgendaItemAdded: own,
    NonObjectionOpened: own,
    NonObjectionClosed: own,
    DecisionTaken: own,
    DecisionCarriedOut: (data) => [...own(data), ...revokedBy(data)],
    DecisionNotCarriedOut: own,
  },
  evolve(state = UNTOUCHED, event, _meta, id) {
    switch (event.type) {
      case 'AgendaItemAdded':
        return { ...state, openItem: event.data.agendaItemId };
      case 'NonObjectionOpened':
        return { ...state, openItem: event.data.nonObjectionId };
      case 'NonObjectionClosed':
        return { ...state, openItem: null };
      case 'DecisionTaken': {
        const { decisionId, outcome, expires, upTo = null, agendaItemId, bySilence } = event.data;
        const decided = bySilence?.nonObjectionId ?? agendaItemId;
        const openItem = decided === state.openItem ? null : state.openItem;
        return {
          openItem,
          approval: outcome === 'approved' ? { decisionId, expires, upTo } : state.approval,
        };
      }
      case 'DecisionCarriedOut':
        if (subjectId(event.data.subject) !== id) return { ...state, approval: null };
        return { ...state, approval: { decisionId: event.data.decisionId, expires: null, upTo: null } };
      case 'DecisionNotCarriedOut':
        if (state.approval?.decisionId !== event.data.decisionId) return state;
        return { openItem: event.data.nonObjectionId ?? state.openItem, approval: null };
    }
  },
};

/** The documents of whatever may be decided about a proposal: itself, and the waivers of rules for it, the charter's own among them. */
export function subjectsAbout(proposalId: string, { own = [] }: Pick<CharterRules, 'own'>) {
  const rules = [...WAIVABLE_RULES, ...own.map(({ id }) => id)];
  const waivers = rules.map((rule) => ({ kind: 'waiver' as const, id: proposalId, rule }));
  return [{ kind: 'proposal' as const, id: proposalId }, ...waivers].flatMap(subjectNeeds);
}

/** The documents of a subject that a decision on it looks at and changes, its standing first. */
export function subjectNeeds(subject: DecisionSubject) {
  if (!isDecidedOnce(subject)) return [];
  const standing = { kind: subjectAggregate.kind, id: subjectId(subject) };
  const { kind, id, scope } = subject;
  return kind === 'waiver'
    ? [standing, { kind: grantedWaivers.kind, id: waiversFor(id, scope) }]
    : [standing];
}

/** 409 when an approval of the subject holds: another could only double or contradict it. */
export function refuseApproved(
  { kind, id }: DecisionSubject,
  state: SubjectState | undefined,
  today: LocalDate,
) {
  const approval = state?.approval;
  if (approval === undefined || approval === null) return undefined;
  if (approval.expires !== null && approval.expires < today) return undefined;
  return conflict(
    'already-approved',
    { en: 'It is approved already', fr: 'Déjà approuvé' },
    {
      en: `Decision ${approval.decisionId} approved the ${kind} ${id}, and holds.`,
      fr: `La décision ${approval.decisionId} a approuvé ${SUBJECT_IN_FRENCH[kind]} (${id}), et reste valable.`,
    },
  );
}

/** 409 when the subject is before the committee already, or approved. */
export function refuseBusy(subject: DecisionSubject, slice: Slice, today: LocalDate) {
  if (subjectNeeds(subject).length === 0) return undefined;
  const state = slice.get(subjectAggregate, subjectId(subject));
  if (state !== undefined && state.openItem !== null) {
    return conflict(
      'already-on-agenda',
      { en: 'It is on an agenda already', fr: 'Déjà à un ordre du jour' },
      {
        en: `Agenda item ${state.openItem} on the ${subject.kind} ${subject.id} is still open.`,
        fr: `Le point ${state.openItem} sur ${SUBJECT_IN_FRENCH[subject.kind]} (${subject.id}) est encore ouvert.`,
      },
      { field: 'body.subject' },
    );
  }
  return refuseApproved(subject, state, today);
}
