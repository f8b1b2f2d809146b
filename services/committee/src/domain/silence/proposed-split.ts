import {
  type Actor,
  type Aggregate,
  type ApprovedAmount,
  accept,
  type CommandHandler,
  type DecisionSubject,
  localDate,
  type Slice,
  type StateRef,
  type Verdict,
} from '@mdtf/domain';
import { blockingForGood } from '@mdtf/rules';
import { refuseSplit, verdictsAbout } from '../add-agenda-item.ts';
import { amendedOf, withProposal } from '../amendment.ts';
import { refuseAmendment } from '../amendment-check.ts';
import { CURRENT, charterAggregate } from '../charter.ts';
import type { SplitBy, SplitProposed } from '../events.ts';
import { needsAbout } from '../needs-about.ts';
import { givesMoney, proposalAtHand } from '../proposal-at-hand.ts';
import { notFound } from '../rejections.ts';
import { isSameSplit } from '../split-by-both.ts';
import { subjectId } from '../subject.ts';
import { refuseSubject } from '../subject-check.ts';
import { refusedByRules } from '../verdicts.ts';
import type { NonObjectionOpened } from './non-objection-events.ts';

/** Asks, of a treasurer, that this be the split of what the seats are to be asked about outside a meeting. */
export interface ProposeSplit {
  readonly subject: DecisionSubject;
  readonly split: readonly ApprovedAmount[];
}

/** What a treasurer stands for until the seats are asked about the subject; the document's id is the subject's. */
export interface ProposedSplit {
  readonly split: readonly ApprovedAmount[];
  /** Null once the seats were asked: who asks them again has it prepared again. */
  readonly by: SplitBy | null;
}

/** The splits that treasurers have prepared for decisions by silence. */
export const proposedSplitAggregate: Aggregate<ProposedSplit, SplitProposed | NonObjectionOpened> = {
  kind: 'proposed-split',
  version: 1,
  concerns: {
    SplitProposed: ({ subject }) => subjectId(subject),
    NonObjectionOpened: ({ subject }) => (givesMoney(subject) ? subjectId(subject) : []),
  },
  evolve: (_, event) =>
    event.type === 'SplitProposed' ? { split: event.data.split, by: event.data.by } : { split: [], by: null },
};

/** The document of the split that was prepared for a subject; none where no money moves. */
export function proposedSplitNeeds(subject: DecisionSubject): readonly StateRef[] {
  return givesMoney(subject) ? [{ kind: proposedSplitAggregate.kind, id: subjectId(subject) }] : [];
}

/** The split that a treasurer has prepared for a subject and that nobody was asked about yet. */
export function proposedFor(subject: DecisionSubject, slice: Slice): ProposedSplit | undefined {
  const [ref] = proposedSplitNeeds(subject);
  return ref === undefined ? undefined : slice.get(proposedSplitAggregate, ref.id);
}

/** Who stands for a split when the seats are asked: whoever asks, and another person who has prepared the same as treasurer. */
export function sidesOf(
  split: readonly ApprovedAmount[],
  proposed: ProposedSplit | undefined,
  asks: Actor,
): readonly SplitBy[] {
  if (split.length === 0) return [];
  const by = proposed?.by ?? null;
  const isSame = by !== null && by.person !== asks.id && isSameSplit(proposed?.split ?? [], split);
  return [...(isSame ? [by] : []), { person: asks.id, role: 'secretariat' }];
}

/** A split as prepared, with what the rules say of it. */
export interface ProposedSplitAnswer extends ProposeSplit {
  readonly by: SplitBy;
  readonly verdicts: readonly Verdict[];
}

/** Prepares or replaces the treasurers' side of a split: the secretariat confirms it by asking the seats about the same. */
export const proposeSplit: CommandHandler<ProposeSplit, SplitProposed, ProposedSplitAnswer> = {
  needs({ subject: asked, split }, slice) {
    return needsAbout({ subject: asked, amounts: split }, slice, proposedSplitNeeds);
  },
  decide({ subject: asked, split }, slice, { fund, time, actor }) {
    const current = slice.get(charterAggregate, CURRENT);
    if (current === undefined) return notFound('fund', fund);
    const subject = withProposal(asked, slice);
    const hand = proposalAtHand(subject, slice, current);
    const today = localDate(time, current.charter.timeZone);
    const unfit =
      refuseAmendment({ subject, amounts: split }, amendedOf(subject, slice), today) ??
      (givesMoney(subject) ? refuseSubject({ subject }, slice, hand) : undefined) ??
      refuseSplit({ subject, split }, current, hand);
    if (unfit !== undefined) return unfit;
    const verdicts = verdictsAbout({ subject, split }, hand, current.charter.currency, time);
    if (blockingForGood(verdicts)) return refusedByRules(verdicts);
    const data = { subject, split, verdicts, by: { person: actor.id, role: 'treasurer' as const } };
    const before = proposedFor(subject, slice);
    const stands = before?.by?.person === actor.id && isSameSplit(before.split, split);
    return accept(stands ? [] : [{ type: 'SplitProposed', data }], data);
  },
};
