import type { DomainEvent, LocalDate, Money } from '@mdtf/domain';

type Event<T extends string, D> = DomainEvent<T, Readonly<D>>;

/** Somebody gives expertise or things in place of money. */
export type InKindRecorded = Event<
  'InKindRecorded',
  {
    inKindId: string;
    donor: string;
    description: string;
    quantity: string;
    unit: string;
    informationValue: Money | null;
    proposalId: string | null;
    /** Where it was agreed through the connection hub. */
    matchId?: string | undefined;
  }
>;

/** Part of it, or all, was delivered. */
export type InKindDelivered = Event<
  'InKindDelivered',
  {
    inKindId: string;
    proposalId: string | null;
    deliveryId: string;
    quantity: string;
    deliveredOn: LocalDate;
    evidence: string;
    informationValue: Money | null;
    complete: boolean;
  }
>;
