import type {
  ApprovedAmount,
  Condition,
  DecisionSubject,
  DomainEvent,
  LocalDate,
  Localised,
  Money,
  Verdict,
} from '@mdtf/domain';
import type { TotalsAfter } from './events.ts';

type Event<T extends string, D> = DomainEvent<T, Readonly<D>>;

/** A condition that is due on another day, until the first instant that is too late. */
export interface MovedCondition extends Condition {
  readonly due: LocalDate;
  readonly dueAt: string;
  readonly before: LocalDate | null;
}

/** A later decision changes what must be met before the money goes out. */
export type AllocationAmended = Event<
  'AllocationAmended',
  {
    allocationId: string;
    decisionId: string;
    proposalId: string;
    title: string;
    partner: string;
    added: readonly Condition[];
    moved: readonly MovedCondition[];
    lifted: readonly { readonly id: string; readonly reason: string }[];
  }
>;

/** A later decision revokes the one that gave the money, which is back in its pots. */
export type AllocationReleased = Event<
  'AllocationReleased',
  {
    allocationId: string;
    decisionId: string;
    subject: DecisionSubject;
    partner: string;
    amounts: readonly ApprovedAmount[];
    total: Money;
    madeAt: string | null;
    mandateId: string | null;
    topsUp?: string | undefined;
    conditions: readonly string[];
    reason: string;
    /** Where nobody wrote the reason: by silence. */
    reasonIn?: Localised | undefined;
    totals: TotalsAfter;
    verdicts: readonly Verdict[];
  }
>;
