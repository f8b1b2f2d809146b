import {
  type Aggregate,
  type Condition,
  type EventMeta,
  type Instant,
  type LocalDate,
  minorOf,
  moneyOf,
  type ProposalKind,
} from '@mdtf/domain';
import type { AllocationAmended, AllocationReleased } from './amended-events.ts';
import { byPot } from './chart-of-accounts.ts';
import type {
  AllocationMade,
  AllocationRefused,
  ConditionMet,
  MandateOffered,
  PotAmount,
  RefundReceived,
  TrancheDisbursed,
} from './events.ts';

// State

/** What became of a decision to give money, under the decision's id: a decision is allocated once. */
export type Allocation = MadeAllocation | ReleasedAllocation | RefusedAllocation | RevokedDecision;

/** Money set aside for a proposal, and what went out of it and came back. */
export interface MadeAllocation {
  readonly status: 'made';
  readonly proposalId: string;
  readonly proposalKind?: ProposalKind | undefined;
  readonly partner: string;
  readonly currency: string;
  readonly pots: readonly AllocatedPot[];
  readonly conditions: readonly KnownCondition[];
  readonly mandateId: string | null;
  readonly madeAt: Instant;
  /** The allocation of the same proposal that it adds to. */
  readonly topsUp?: string | undefined;
  /** Whose rules bind its payments; null: those in force. */
  readonly charterVersion: number | null;
  /** Under no window, as only the secretariat's budget is. */
  readonly secretariat: boolean;
  /** Of its entry, which holds what no later decision looks at: title, windows, sums after it, verdicts. */
  readonly sequence: bigint;
}

/** Money that went back to its pots when a later decision revoked the one that gave it. */
export interface ReleasedAllocation extends Omit<MadeAllocation, 'status'> {
  readonly status: 'released';
  readonly releasedBy: string;
}

/** A decision that was revoked before its money could be set aside. */
export interface RevokedDecision {
  readonly status: 'revoked';
}

/** A decision that could not be carried out, and may be asked for again. */
export interface RefusedAllocation {
  readonly status: 'refused';
  readonly code: string;
}

/** One pot's part of an allocation in minor units. */
export interface AllocatedPot {
  readonly pot: string;
  readonly allocated: bigint;
  readonly transferred: bigint;
  readonly refunded: bigint;
}

/** A condition of the decision, and how it was met. */
export interface KnownCondition extends Condition {
  readonly metOn: LocalDate | null;
  readonly evidence: string | null;
}

/** A made allocation; undefined for a refused or unknown one. */
export function made(allocation: Allocation | undefined): MadeAllocation | undefined {
  return allocation?.status === 'made' ? allocation : undefined;
}

/** True once a later decision has revoked the one that would give the money. */
export function isRevoked(allocation: Allocation | undefined): boolean {
  return allocation?.status === 'released' || allocation?.status === 'revoked';
}

/** One measure of an allocation over all its pots, in minor units. */
export function sumOf({ pots }: MadeAllocation, measure: 'allocated' | 'transferred' | 'refunded'): bigint {
  return pots.reduce((sum, part) => sum + part[measure], 0n);
}

// Answer

/** An allocation as told, from its entry and what came after it. */
export type AllocationAnswer = ReturnType<typeof allocationAnswer>;

/** The entry of an allocation together with its state now. */
export function allocationAnswer(
  { decisionId, subject, title, partner, amounts, total, totals, verdicts, topsUp }: AllocationMade['data'],
  state: Pick<MadeAllocation, 'pots' | 'conditions' | 'mandateId'> & { readonly releasedBy?: string },
) {
  const sum = (measure: 'transferred' | 'refunded') =>
    moneyOf(
      state.pots.reduce((sumMinor, part) => sumMinor + part[measure], 0n),
      total.currency,
    );
  return {
    allocationId: decisionId,
    decisionId,
    subject,
    title,
    partner,
    amounts,
    total,
    transferred: sum('transferred'),
    refunded: sum('refunded'),
    conditions: state.conditions,
    mandateId: state.mandateId,
    ...(topsUp === undefined ? {} : { topsUp }),
    ...(state.releasedBy === undefined ? {} : { releasedBy: state.releasedBy }),
    totals,
    verdicts,
  };
}

// Evolve

type Event =
  | AllocationMade
  | AllocationRefused
  | AllocationAmended
  | AllocationReleased
  | MandateOffered
  | ConditionMet
  | TrancheDisbursed
  | RefundReceived;

/** Allocations, one document each. */
export const allocation: Aggregate<Allocation, Event> = {
  kind: 'allocation',
  version: 4,
  concerns: {
    AllocationMade: ({ allocationId }) => allocationId,
    AllocationRefused: ({ decisionId }) => decisionId,
    AllocationAmended: ({ allocationId }) => allocationId,
    AllocationReleased: ({ allocationId }) => allocationId,
    MandateOffered: ({ allocationId }) => allocationId,
    ConditionMet: ({ allocationId }) => allocationId,
    TrancheDisbursed: ({ allocationId }) => allocationId,
    RefundReceived: ({ allocationId }) => allocationId,
  },
  evolve(before, event, { sequence, time }) {
    if (event.type === 'AllocationMade') return madeBy(event.data, { sequence, time });
    if (event.type === 'AllocationRefused') return { status: 'refused', code: event.data.code };
    if (event.type === 'AllocationReleased') return released(before, event.data.decisionId);
    if (before?.status !== 'made') throw new RangeError(`${event.type} without an allocation`);
    switch (event.type) {
      case 'MandateOffered':
        return { ...before, mandateId: event.data.mandateId };
      case 'AllocationAmended':
        return { ...before, conditions: conditionsAfter(before.conditions, event.data) };
      case 'ConditionMet': {
        const { conditionId, evidence, metOn } = event.data;
        const conditions = before.conditions.map((known) =>
          known.id === conditionId ? { ...known, evidence, metOn } : known,
        );
        return { ...before, conditions };
      }
      case 'TrancheDisbursed':
        return { ...before, pots: plusParts(before.pots, 'transferred', event.data.parts) };
      case 'RefundReceived':
        return { ...before, pots: plusParts(before.pots, 'refunded', event.data.parts) };
    }
  },
};

/** An allocation as it begins. */
export function madeBy(
  data: Omit<AllocationMade['data'], 'totals' | 'verdicts'>,
  { sequence, time: madeAt }: Pick<EventMeta, 'sequence' | 'time'>,
): MadeAllocation {
  return {
    status: 'made',
    proposalId: data.subject.id,
    ...(data.proposalKind === undefined ? {} : { proposalKind: data.proposalKind }),
    partner: data.partner,
    currency: data.total.currency,
    pots: byPot(data.amounts).map(([pot, minor]) => ({
      pot,
      allocated: minor,
      transferred: 0n,
      refunded: 0n,
    })),
    conditions: data.conditions.map(unmet),
    mandateId: null,
    madeAt,
    ...(data.topsUp === undefined ? {} : { topsUp: data.topsUp }),
    charterVersion: data.charterVersion ?? null,
    secretariat: data.amounts.every(({ windowId }) => windowId === null),
    sequence,
  };
}

const unmet = (condition: Condition): KnownCondition => ({ ...condition, metOn: null, evidence: null });

function released(before: Allocation | undefined, releasedBy: string): Allocation {
  return before?.status === 'made' ? { ...before, status: 'released', releasedBy } : { status: 'revoked' };
}

function conditionsAfter(
  known: readonly KnownCondition[],
  { added, moved, lifted }: AllocationAmended['data'],
): readonly KnownCondition[] {
  return [...known, ...added.map(unmet)]
    .filter(({ id }) => !lifted.some((each) => each.id === id))
    .map((condition) => {
      const due = moved.find(({ id }) => id === condition.id)?.due;
      return due === undefined ? condition : { ...condition, due };
    });
}

function plusParts(
  pots: readonly AllocatedPot[],
  measure: 'transferred' | 'refunded',
  parts: readonly PotAmount[],
): readonly AllocatedPot[] {
  return pots.map((known) => {
    const part = parts.find(({ pot }) => pot === known.pot);
    return part === undefined ? known : { ...known, [measure]: known[measure] + minorOf(part.amount) };
  });
}
