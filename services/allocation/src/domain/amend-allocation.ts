import {
  accept,
  addDays,
  type CommandHandler,
  fundNotKnown,
  ifNamed,
  type Localised,
  type Needs,
  notFound,
  reject,
  type Slice,
  startOfLocalDay,
} from '@mdtf/domain';
import { allocationMade, needsOf } from './allocate.ts';
import { allocation, type KnownCondition, made } from './allocation.ts';
import { judgeAllocation } from './allocation-judgement.ts';
import type { AllocationAmended } from './amended-events.ts';
import type { AllocationEvent, AllocationRefused } from './events.ts';
import { boundBy, CURRENT, type KnownCharter, knownCharter } from './known/charter.ts';
import { type Amendment, type KnownDecision, knownDecision } from './known/decision.ts';
import { mandate } from './mandate.ts';
import { judgeRelease } from './release.ts';

/** A decision that amends one which gave money is to be carried out. */
export interface AmendAllocation {
  readonly decisionId: string;
}

/** The amending decision with the documents it changes. */
export interface AskedAmendment {
  readonly decisionId: string;
  readonly decision: KnownDecision;
  readonly amendment: Amendment;
  readonly charter: KnownCharter;
}

/** Why an amendment cannot be carried out. */
export interface AmendmentRefusal extends Pick<AllocationRefused['data'], 'shortfalls' | 'verdicts'> {
  readonly code: string;
  readonly reason: Localised;
}

/** Carries out an amendment when it is decided, all of it or nothing: conditions, a top-up, a revocation; or records why not. */
export const amendAllocation: CommandHandler<AmendAllocation, AllocationEvent, null> = {
  needs: ({ decisionId }, slice) => amendmentNeeds(decisionId, slice),
  decide({ decisionId }, slice, context) {
    const charter = slice.fact(knownCharter, CURRENT);
    if (charter === undefined) return reject(fundNotKnown);
    const decision = slice.fact(knownDecision, decisionId);
    const amendment = decision?.amendment ?? null;
    if (decision === undefined || amendment === null) return reject(notFound('decision', decisionId));
    const bound = boundBy(decision.charterVersion, charter, slice);
    const asked: AskedAmendment = { decisionId, decision, amendment, charter: bound };
    const outcome = amendment.revoke ? judgeRelease(asked, slice, context) : amend(asked, slice, context);
    if (!('code' in outcome)) return accept(outcome, null);
    const { code, reason, shortfalls, verdicts } = outcome;
    const { subject } = decision;
    const data = { decisionId, subject, code, reason: reason.en, reasonIn: reason, shortfalls, verdicts };
    return accept([{ type: 'AllocationRefused', data }], null);
  },
};

function amend(
  asked: AskedAmendment,
  slice: Slice,
  context: Parameters<typeof judgeAllocation>[2],
): readonly AllocationEvent[] | AmendmentRefusal {
  const { amendment, decision, decisionId } = asked;
  if (made(slice.get(allocation, amendment.root)) === undefined) return nothingAllocated(amendment.root);
  const unfit = refuseConditions(amendment, slice);
  if (unfit !== undefined) return unfit;
  const changed = amendedEvents(asked, slice);
  if (decision.amounts.length === 0) return changed;
  const subject = { kind: 'proposal' as const, id: amendment.of.id };
  const topUp = {
    decisionId,
    decision: { ...decision, subject },
    partner: decision.partner ?? '',
    charter: asked.charter,
    topsUp: amendment.root,
  };
  const judgement = judgeAllocation(topUp, slice, context);
  const { refusal, shortfalls, verdicts } = judgement;
  if (refusal !== undefined) return { ...refusal, shortfalls, verdicts };
  return [allocationMade(topUp, judgement), ...changed];
}

/** One entry for each allocation whose conditions change; those added are on the first. */
function amendedEvents(
  { decisionId, amendment, decision, charter: { timeZone } }: AskedAmendment,
  slice: Slice,
): readonly AllocationAmended[] {
  const { root, of, allocations, addConditions, moveConditions, liftConditions } = amendment;
  return allocations.flatMap((allocationId): readonly AllocationAmended[] => {
    const known = made(slice.get(allocation, allocationId));
    if (known === undefined) return [];
    const isIts = ({ id }: { readonly id: string }) => known.conditions.some((each) => each.id === id);
    const added = allocationId === root ? addConditions : [];
    const lifted = liftConditions.filter(isIts);
    const moved = known.conditions.flatMap(({ id, text, owner, due: before = null }) => {
      const due = moveConditions.find((each) => each.id === id)?.due;
      if (due === undefined) return [];
      const dueAt = startOfLocalDay(addDays(due, 1), timeZone);
      return [{ id, text, owner, due, dueAt, before }];
    });
    if (added.length + moved.length + lifted.length === 0) return [];
    const { partner } = known;
    const about = { allocationId, decisionId, proposalId: of.id, title: decision.title, partner };
    return [{ type: 'AllocationAmended', data: { ...about, added, moved, lifted } }];
  });
}

/** A condition that was met while the committee decided is neither moved nor lifted. */
function refuseConditions({ allocations, moveConditions, liftConditions }: Amendment, slice: Slice) {
  const known: readonly KnownCondition[] = allocations.flatMap(
    (id) => made(slice.get(allocation, id))?.conditions ?? [],
  );
  for (const { id } of [...moveConditions, ...liftConditions]) {
    const condition = known.find((each) => each.id === id);
    if (condition !== undefined && condition.metOn === null) continue;
    return refusal(
      condition === undefined ? 'condition-unknown' : 'condition-met',
      condition === undefined
        ? { en: `No allocation has a condition ${id}.`, fr: `Aucune allocation n’a de condition ${id}.` }
        : {
            en: `Condition ${id} was met on ${condition.metOn}.`,
            fr: `La condition ${id} a été remplie le ${condition.metOn}.`,
          },
    );
  }
  return undefined;
}

function nothingAllocated(decisionId: string): AmendmentRefusal {
  return refusal('allocation-not-made', {
    en: `Decision ${decisionId} is not carried out: nothing is allocated on it.`,
    fr: `La décision ${decisionId} n’est pas exécutée : rien n’est alloué à ce titre.`,
  });
}

const refusal = (code: string, reason: Localised): AmendmentRefusal => ({
  code,
  reason,
  shortfalls: [],
  verdicts: [],
});

/** What a top-up or a release looks at, and every allocation under the decision with its mandate. */
function amendmentNeeds(decisionId: string, slice: Slice | undefined): Needs {
  const decision = slice?.fact(knownDecision, decisionId);
  const amendment = decision?.amendment ?? null;
  if (decision === undefined || amendment === null) return needsOf(decisionId, undefined);
  const { allocations, of } = amendment;
  const given = allocations.flatMap((id) => ifNamed(() => slice?.fact(knownDecision, id))?.amounts ?? []);
  const amounts = amendment.revoke ? given : decision.amounts;
  const money = needsOf(decisionId, { ...decision, subject: of, amounts });
  const mandates = allocations.flatMap((id) => {
    const state = ifNamed(() => slice?.get(allocation, id));
    return made(state)?.mandateId ?? [];
  });
  return {
    ...money,
    own: [
      ...(money.own ?? []),
      ...allocations.map((id) => ({ kind: allocation.kind, id })),
      ...mandates.map((id) => ({ kind: mandate.kind, id })),
    ],
    facts: [...(money.facts ?? []), ...allocations.map((id) => ({ kind: knownDecision.kind, id }))],
  };
}
