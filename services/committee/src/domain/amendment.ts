import {
  type ApprovedAmount,
  type Condition,
  type DecisionSubject,
  ifNamed,
  type LocalDate,
  type Slice,
  type StateRef,
} from '@mdtf/domain';
import { type AmendmentOnRecord, type DecisionState, decisionAggregate } from './decision.ts';

/** What a later decision changes of the one it amends; a top-up says its amounts beside it. */
export interface AmendmentChanges {
  /** The decision no longer holds, and money that no mandate binds goes back to its pots. */
  readonly revoke: boolean;
  readonly addConditions: readonly Condition[];
  readonly moveConditions: readonly { readonly id: string; readonly due: LocalDate }[];
  readonly liftConditions: readonly { readonly id: string; readonly reason: string }[];
}

/** The changes as recorded. */
export interface Amendment extends AmendmentChanges {
  /** The decision first taken, whichever of its amendments is amended. */
  readonly root: string;
  /** What that decision is on. */
  readonly of: DecisionSubject;
  /** The decisions under it that gave money, the first first. */
  readonly allocations: readonly string[];
}

/** The changes as they are recorded, with what holds under the decision; undefined where nothing is amended. */
export function recordedAmendment(
  changes: AmendmentChanges | undefined,
  amended: Amended | undefined,
): Amendment | undefined {
  if (amended === undefined) return undefined;
  const { root, allocations } = amended;
  return { ...NO_CHANGES, ...changes, root: root.decisionId, of: root.subject, allocations };
}

const NO_CHANGES: AmendmentChanges = {
  revoke: false,
  addConditions: [],
  moveConditions: [],
  liftConditions: [],
};

/** Amendments that one decision bears. */
export const MAX_AMENDMENTS = 50;

/** A decision that is to be amended, with the one first taken and what holds under both now. */
export interface Amended {
  readonly named: DecisionState;
  readonly root: DecisionState;
  readonly applied: readonly AmendmentOnRecord[];
  readonly revoked: boolean;
  readonly amounts: readonly ApprovedAmount[];
  readonly conditions: readonly Condition[];
  readonly allocations: readonly string[];
}

/** The documents of the decision that a subject amends, as far as can be told from what is loaded. */
export function amendedNeeds({ kind, id }: DecisionSubject, slice: Slice | undefined): readonly StateRef[] {
  if (kind !== 'amendment') return [];
  const root = ifNamed(() => slice?.get(decisionAggregate, id))?.amendment?.root;
  return [id, ...(root === undefined ? [] : [root])].map((each) => ({
    kind: decisionAggregate.kind,
    id: each,
  }));
}

/** The decision that a subject amends; undefined where it amends none, or one that is not there. */
export function amendedOf({ kind, id }: DecisionSubject, slice: Slice | undefined): Amended | undefined {
  if (kind !== 'amendment') return undefined;
  const named = ifNamed(() => slice?.get(decisionAggregate, id));
  const rootId = named?.amendment?.root;
  const root = rootId === undefined ? named : ifNamed(() => slice?.get(decisionAggregate, rootId));
  return named === undefined || root === undefined ? undefined : asItStands(named, root);
}

/** A subject with the proposal that an amendment is about, which its decision tells. */
export function withProposal(subject: DecisionSubject, slice: Slice | undefined): DecisionSubject {
  if (subject.kind !== 'amendment') return subject;
  const about = ifNamed(() => slice?.get(decisionAggregate, subject.id))?.subject;
  const proposal = about?.kind === 'proposal' ? about.id : about?.proposal;
  const { proposal: _, ...named } = subject;
  return proposal === undefined ? named : { ...named, proposal };
}

function asItStands(named: DecisionState, root: DecisionState): Amended {
  const applied = (root.amendments ?? []).filter(
    ({ carriedOut }) => carriedOut === 'yes' || carriedOut === 'not-needed',
  );
  const toppedUp = applied.filter(({ amounts }) => amounts.length > 0);
  return {
    named,
    root,
    applied,
    revoked: applied.some(({ revoke }) => revoke),
    amounts: [...root.amounts, ...toppedUp.flatMap(({ amounts }) => amounts)],
    conditions: applied.reduce(conditionsAfter, root.conditions),
    allocations: root.subject.kind === 'proposal' ? [root, ...toppedUp].map((each) => each.decisionId) : [],
  };
}

/** Conditions after an amendment: its own with what it gives, those added, moved, lifted. */
function conditionsAfter(before: readonly Condition[], changes: AmendmentOnRecord): readonly Condition[] {
  const { addConditions, moveConditions, liftConditions, conditions } = changes;
  return [...before, ...addConditions, ...conditions]
    .filter(({ id }) => !liftConditions.some((lifted) => lifted.id === id))
    .map((known) => {
      const due = moveConditions.find(({ id }) => id === known.id)?.due;
      return due === undefined ? known : { ...known, due };
    });
}
