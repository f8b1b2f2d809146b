import {
  accept,
  type CommandHandler,
  type DecisionSubject,
  type Localised,
  type Slice,
  type Verdict,
} from '@mdtf/domain';
import { agendaItemAggregate } from './agenda-item.ts';
import type { Amendment } from './amendment.ts';
import { type DecisionState, decisionAggregate } from './decision.ts';
import type { DecisionCarriedOut, DecisionNotCarriedOut } from './events.ts';
import { notFound } from './rejections.ts';
import { calendarRef } from './session-calendar.ts';
import { nonObjectionAggregate } from './silence/non-objection.ts';
import { subjectNeeds } from './subject.ts';

/** Told by allocation: the money of a decision is allocated. */
export interface MarkCarriedOut {
  readonly decisionId: string;
  readonly allocationId: string;
}

/** Told by allocation: the money of a decision could not be allocated, and why. */
export interface MarkNotCarriedOut {
  readonly decisionId: string;
  readonly code: string;
  /** In English. */
  readonly reason: string;
  /** Absent where allocation recorded the English alone. */
  readonly reasonIn?: Localised | undefined;
  readonly verdicts: readonly Verdict[];
}

/** Marks a decision as carried out, also one that could not be before; once it is, nothing more happens. */
export const markCarriedOut: CommandHandler<MarkCarriedOut, DecisionCarriedOut, null> = {
  needs: decisionAndItem,
  decide({ decisionId, allocationId }, slice) {
    const decision = slice.get(decisionAggregate, decisionId);
    if (decision === undefined) return notFound('decision', decisionId);
    if (decision.carriedOut === 'yes') return accept([], null);
    const data = { decisionId, allocationId, ...whereDecided(decision) };
    return accept([{ type: 'DecisionCarriedOut', data }], null);
  },
};

/** Puts a decision's item back on the agenda with the reason; one that is carried out stays so. */
export const markNotCarriedOut: CommandHandler<MarkNotCarriedOut, DecisionNotCarriedOut, null> = {
  needs: decisionAndItem,
  decide({ decisionId, code, reason, reasonIn, verdicts }, slice) {
    const decision = slice.get(decisionAggregate, decisionId);
    if (decision === undefined) return notFound('decision', decisionId);
    const said = decision.notCarriedOut;
    if (decision.carriedOut === 'yes' || (said?.code === code && said.reason === reason))
      return accept([], null);
    const why = { code, reason, ...(reasonIn === undefined ? {} : { reasonIn }) };
    const data = { decisionId, ...whereDecided(decision), ...why, verdicts };
    return accept([{ type: 'DecisionNotCarriedOut', data }], null);
  },
};

function whereDecided({ agendaItemId, subject, bySilence, amendment }: DecisionState) {
  const asked = bySilence?.nonObjectionId;
  return {
    agendaItemId,
    ...(asked === undefined ? {} : { nonObjectionId: asked }),
    subject,
    ...amendedBy(amendment),
  };
}

function amendedBy(amendment: Amendment | undefined) {
  if (amendment === undefined) return {};
  const { root, of, revoke: revoked } = amendment;
  return { amended: { root, of, revoked } };
}

function decisionAndItem({ decisionId }: { readonly decisionId: string }, slice: Slice | undefined) {
  const decision = slice?.get(decisionAggregate, decisionId);
  const item = decision?.agendaItemId ?? null;
  const asked = decision?.bySilence?.nonObjectionId;
  return {
    own: [
      { kind: decisionAggregate.kind, id: decisionId },
      ...(item === null ? [] : [{ kind: agendaItemAggregate.kind, id: item }]),
      ...(asked === undefined ? [] : [{ kind: nonObjectionAggregate.kind, id: asked }, calendarRef]),
      ...(decision === undefined ? [] : subjectNeeds(decision.subject)),
      ...(decision?.amendment === undefined ? [] : changedBy(decision.subject, decision.amendment)),
    ],
  };
}

/** The decisions that an amendment names, and the subject that is free again once it revokes them. */
function changedBy({ id }: DecisionSubject, { root, of }: Amendment) {
  return [...[id, root].map((each) => ({ kind: decisionAggregate.kind, id: each })), ...subjectNeeds(of)];
}
