import {
  type Actor,
  type Aggregate,
  type ApprovedAmount,
  type Balances,
  type Condition,
  type DomainEvent,
  foldPostings,
  type Instant,
} from '@mdtf/domain';
import { at, type Expectation, specification } from '@mdtf/domain/testing';
import { postingsOf } from '../domain/chart-of-accounts.ts';
import type { AllocationEvent } from '../domain/events.ts';
import { model } from '../domain/model.ts';
import {
  agreements,
  allocations,
  approval,
  charter,
  deposits,
  organisations,
  proposal,
  usd,
} from './imdp.ts';

/** A person with roles, and what they belong to. */
export const person = (
  id: string,
  roles: readonly string[],
  organisations: readonly string[] = [],
): Actor => ({
  id,
  roles,
  organisations,
  seats: [],
});

export const treasurer1 = person('treasurer-1', ['treasurer']);
export const treasurer2 = person('treasurer-2', ['treasurer']);
export const secretariat = person('secretariat', ['secretariat']);
export const partner = person('partner-iom', ['partner'], ['iom']);

/** A fund's history that goes on: each accepted command adds its events. */
export class History {
  readonly #own: { readonly time: Instant; readonly event: DomainEvent }[] = [];
  readonly #facts: DomainEvent[] = [charter];
  #last: Expectation | undefined;
  now: Instant = '2008-09-30T09:00:00.000Z';

  /** The ledger as all events so far leave it. */
  get ledger(): Balances {
    return this.#own.reduce<Balances>(
      (balances, { event }) => foldPostings(balances, postingsOf(event as AllocationEvent)),
      new Map(),
    );
  }

  /** What has happened so far. */
  get events(): readonly DomainEvent[] {
    return this.#own.map(({ event }) => event);
  }

  balance(account: string): bigint {
    return this.ledger.get(account) ?? 0n;
  }

  /** An own document as all events so far leave it. */
  state<S>({ kind }: Aggregate<S, never>, id: string): S | undefined {
    return this.#last?.state<S>(kind, id);
  }

  /** What another service tells. */
  hear(...events: readonly DomainEvent[]): void {
    this.#facts.push(...events);
  }

  /** Asks for a command; its events happen when it is accepted. */
  ask(type: string, data: unknown, actor: Actor = treasurer1, time?: Instant): Expectation {
    const outcome = specification(model, { now: this.now, actor })
      .platform(...organisations)
      .facts(...this.#facts)
      .given(...this.#own.map(({ time: happened, event }) => at(happened, event)))
      .when({ type, data, ...(time === undefined ? {} : { time, provenance: { source: 'paper' } }) });
    if (isAccepted(outcome)) {
      this.#last = outcome;
      this.#own.push(...outcome.events.map((event) => ({ time: time ?? this.now, event })));
    }
    return outcome;
  }
}

/** Whether a command was accepted. */
export function isAccepted(outcome: Expectation): boolean {
  try {
    return outcome.events.length >= 0;
  } catch {
    return false;
  }
}

/** The demonstration fund with its agreements and the deposits up to session 3. */
export function fundWithDeposits(): History {
  const history = new History();
  for (const agreement of agreements) history.ask('RecordContribution', agreement);
  for (const [contributionId, receivedOn, gross] of deposits) {
    history.now = `${receivedOn}T10:00:00.000Z`;
    const data = { contributionId, depositId: receivedOn, gross: usd(gross), receivedOn, reference: 'wire' };
    history.ask('RecordDeposit', data);
  }
  history.now = '2008-05-20T07:00:00.000Z';
  return history;
}

/** The same fund on 30 September, its decisions up to one of them carried out on 20 May. */
export function fundWithAllocations(last: (typeof allocations)[number]['id']): History {
  const history = fundWithDeposits();
  const upTo = allocations.findIndex(({ id }) => id === last);
  for (const each of allocations.slice(0, upTo + 1)) decide(history, each);
  history.now = '2008-09-30T09:00:00.000Z';
  return history;
}

interface Decided {
  readonly id: string;
  readonly asks: string;
  readonly parts: readonly ApprovedAmount[];
  readonly conditions?: readonly Condition[];
}

/** Lets a proposal be known, decided and carried out. */
export function decide(history: History, each: Decided): Expectation {
  const conditions = each.conditions ?? [];
  history.hear(proposal(each.id, each.asks), approval(`dec-${each.id}`, each.id, each.parts, conditions));
  return history.ask('AllocateDecision', { decisionId: `dec-${each.id}` });
}
