import { type Aggregate, type Condition, type LocalDate, minorOf, moneyOf } from '@mdtf/domain';
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
export type Allocation = MadeAllocation | RefusedAllocation;

/** Money set aside for a proposal, and what went out of it and came back. */
export interface MadeAllocation {
  readonly status: 'made';
  readonly proposalId: string;
  readonly partner: string;
  readonly currency: string;
  readonly pots: readonly AllocatedPot[];
  readonly conditions: readonly KnownCondition[];
  readonly mandateId: string | null;
  /** Whose rules bind its payments; null: those in force. */
  readonly charterVersion: number | null;
  /** Under no window, as only the secretariat's budget is. */
  readonly secretariat: boolean;
  /** Of its entry, which holds what no later decision looks at: title, windows, sums after it, verdicts. */
  readonly sequence: bigint;
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

/** One measure of an allocation over all its pots, in minor units. */
export function sumOf({ pots }: MadeAllocation, measure: 'allocated' | 'transferred' | 'refunded'): bigint {
  return pots.reduce((sum, part) => sum + part[measure], 0n);
}

// Answer

/** An allocation as told, from its entry and what came after it. */
export type AllocationAnswer = ReturnType<typeof allocationAnswer>;

/** The entry of an allocation together with its state now. */
export function allocationAnswer(
  { decisionId, subject, title, partner, amounts, total, totals, verdicts }: AllocationMade['data'],
  state: Pick<MadeAllocation, 'pots' | 'conditions' | 'mandateId'>,
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
    totals,
    verdicts,
  };
}

// Evolve

type Event =
  | AllocationMade
  | AllocationRefused
  | MandateOffered
  | ConditionMet
  | TrancheDisbursed
  | RefundReceived;

/** Allocations, one document each. */
export const allocation: Aggregate<Allocation, Event> = {
  kind: 'allocation',
  version: 2,
  concerns: {
    AllocationMade: ({ allocationId }) => allocationId,
    AllocationRefused: ({ decisionId }) => decisionId,
    MandateOffered: ({ allocationId }) => allocationId,
    ConditionMet: ({ allocationId }) => allocationId,
    TrancheDisbursed: ({ allocationId }) => allocationId,
    RefundReceived: ({ allocationId }) => allocationId,
  },
  evolve(before, event, { sequence }) {
    if (event.type === 'AllocationMade') return madeBy(event.data, sequence);
    if (event.type === 'AllocationRefused') return { status: 'refused', code: event.data.code };
    if (before?.status !== 'made') throw new RangeError(`${event.type} without an allocation`);
    switch (event.type) {
      case 'MandateOffered':
        return { ...before, mandateId: event.data.mandateId };
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
  sequence: bigint,
): MadeAllocation {
  return {
    status: 'made',
    proposalId: data.subject.id,
    partner: data.partner,
    currency: data.total.currency,
    pots: byPot(data.amounts).map(([pot, minor]) => ({
      pot,
      allocated: minor,
      transferred: 0n,
      refunded: 0n,
    })),
    conditions: data.conditions.map((condition) => ({ ...condition, metOn: null, evidence: null })),
    mandateId: null,
    charterVersion: data.charterVersion ?? null,
    secretariat: data.amounts.every(({ windowId }) => windowId === null),
    sequence,
  };
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
