import type { Actor, Context, DomainEvent, EventMeta, Model, Needs, Provenance } from '../decider.ts';
import { UnnamedDocument } from '../decider.ts';
import type { Instant } from '../time.ts';
import { assertJsonSafe } from './equal.ts';
import { type Expectation, expectationOf } from './expectation.ts';
import { gatherNeeds } from './gather-needs.ts';
import * as memory from './memory-state.ts';

const MAX_DUE_EVENTS = 1000;

/** An event with the time it happened; made by `at`. */
export interface TimedEvent {
  readonly time: Instant;
  readonly event: DomainEvent;
}

/** The defaults of a specification; every scenario may set its own. */
export interface Defaults {
  readonly fund?: string;
  readonly now?: Instant;
  readonly actor?: Actor;
}

/** What is asked: the command's type and data, and, when back-dated, when it happened and where that is written. */
export interface Asked {
  readonly type: string;
  readonly data: unknown;
  readonly time?: Instant;
  readonly provenance?: Provenance;
}

/** What is known before; every method gives a new scenario. */
export interface Given {
  /** Own events that happened before. */
  given(...events: readonly (DomainEvent | TimedEvent)[]): Given;
  /** Other services' events of this fund. */
  facts(...events: readonly (DomainEvent | TimedEvent)[]): Given;
  /** Events of the platform log. */
  platform(...events: readonly (DomainEvent | TimedEvent)[]): Given;
  /** Ledger balances in minor units, instead of what the events left. */
  balances(balances: Readonly<Record<string, bigint>>): Given;
  /** The fund's clock. */
  now(now: Instant): Given;
  as(actor: Actor): Given;
  when(command: Asked): Expectation;
  /** The clock moves on to `now` and what falls due until then happens, in order. */
  whenTimePasses(now: Instant): Expectation;
}

/** An event that happened at another time than the scenario's clock. */
export function at(time: Instant, event: DomainEvent): TimedEvent {
  return { time, event };
}

const NOBODY: Actor = { id: 'someone', roles: [], organisations: [], seats: [] };

interface World extends Required<Defaults> {
  readonly model: Model;
  readonly state: memory.MemoryState;
  readonly sequence: bigint;
}

/**
 * Given/when/then over a service's model, in memory: decisions see only what `needs` names, and their events may
 * change only that; events must be JSON-safe, have a subject, and leave no account below 0 that may not be.
 */
export function specification(model: Model, defaults: Defaults = {}): Given {
  return givenOf({
    model,
    fund: 'imdp',
    now: '2008-01-15T09:00:00.000Z',
    actor: NOBODY,
    ...defaults,
    state: memory.emptyState(),
    sequence: 0n,
  });
}

function givenOf(world: World): Given {
  const told =
    (origin: memory.Origin) =>
    (...events: readonly (DomainEvent | TimedEvent)[]) =>
      givenOf(events.reduce((before: World, event) => tell(before, origin, event), world));
  return {
    given: told('own'),
    facts: told('facts'),
    platform: told('platform'),
    balances: (balances) =>
      givenOf({ ...world, state: { ...world.state, balances: new Map(Object.entries(balances)) } }),
    now: (now) => givenOf({ ...world, now }),
    as: (actor) => givenOf({ ...world, actor }),
    when: (command) => when(world, command),
    whenTimePasses: (now) => whenTimePasses(world, now),
  };
}

function tell(world: World, origin: memory.Origin, told: DomainEvent | TimedEvent): World {
  const { time, event } = 'event' in told ? told : at(world.now, told);
  const state = memory.copyState(world.state);
  const { model } = world;
  const aggregates = origin === 'own' ? model.aggregates : model.facts;
  if (origin !== 'own' && memory.concernedBy(aggregates, event).length === 0)
    throw new Error(`No fact of ${model.service} is folded from ${event.type}`);
  const sequence = world.sequence + 1n;
  memory.foldEvent(state, aggregates, origin, event, metaOf(world, time, sequence));
  if (origin === 'own') memory.postEvent(state, model, event, undefined);
  return { ...world, state, sequence };
}

function when(world: World, command: Asked): Expectation {
  const handler = world.model.commands[command.type];
  if (handler === undefined) throw new Error(`${world.model.service} has no command ${command.type}`);
  const needs = gatherNeeds(world.state, (slice) => handler.needs(command.data, slice));
  const context: Context = {
    fund: world.fund,
    now: world.now,
    time: command.time ?? world.now,
    backDated: command.time !== undefined && command.time < world.now,
    actor: world.actor,
    ...(command.provenance === undefined ? {} : { provenance: command.provenance }),
  };
  const decision = handler.decide(command.data, memory.sliceOf(world.state, needs), context);
  if (!decision.accepted) return expectationOf(decision, world.state);
  assertJsonSafe(decision.answer ?? null, 'answer');
  return expectationOf(decision, carryOut(world, decision.events, needs, context.time).state);
}

function whenTimePasses(world: World, until: Instant): Expectation {
  const events: DomainEvent[] = [];
  let moved = world;
  for (let rounds = 0; ; rounds++) {
    const next = firstDue(moved, until);
    if (next === undefined) break;
    if (rounds === MAX_DUE_EVENTS)
      throw new Error(`${next.kind}/${next.id} is still due after ${rounds} rounds`);
    const { fund } = world;
    const actor = { ...NOBODY, id: 'clock' };
    const context: Context = { fund, now: until, time: next.due, backDated: next.due < until, actor };
    const happened = world.model.due?.({ kind: next.kind, id: next.id }, next.state, context) ?? [];
    if (happened.length === 0)
      throw new Error(`${next.kind}/${next.id} is due at ${next.due}, but nothing happens`);
    moved = carryOut(moved, happened, undefined, next.due);
    events.push(...happened);
  }
  return expectationOf({ accepted: true, events, answer: undefined }, moved.state);
}

function firstDue(world: World, until: Instant) {
  const due = world.model.aggregates.flatMap((aggregate) => {
    const prefix = memory.keyOf('own', aggregate.kind, '');
    const found = [...world.state.documents].filter(([key]) => key.startsWith(prefix));
    return found.flatMap(([key, state]) => {
      const time = aggregate.due?.(state);
      const id = key.slice(prefix.length);
      return time !== undefined && time <= until ? [{ kind: aggregate.kind, id, state, due: time }] : [];
    });
  });
  return due.sort((a, b) => (a.due === b.due ? (a.id < b.id ? -1 : 1) : a.due < b.due ? -1 : 1))[0];
}

function carryOut(
  world: World,
  events: readonly DomainEvent[],
  needs: Needs | undefined,
  time: Instant,
): World {
  const state = memory.copyState(world.state);
  let { sequence } = world;
  for (const event of events) {
    assertJsonSafe(event.data, event.type);
    if (!/^[a-z][a-z-]*\/\S/.test(world.model.subject(event)))
      throw new Error(`${event.type} has no subject`);
    const touched = memory.concernedBy(world.model.aggregates, event);
    const unnamed = touched.find((ref) => needs && !memory.names(needs, 'own', ref));
    if (unnamed !== undefined)
      throw new UnnamedDocument(`${event.type} changes ${unnamed.kind}/${unnamed.id}, unnamed by needs()`);
    sequence += 1n;
    memory.foldEvent(state, world.model.aggregates, 'own', event, metaOf(world, time, sequence));
    memory.postEvent(state, world.model, event, needs);
  }
  return { ...world, state, sequence };
}

function metaOf(world: World, time: Instant, sequence: bigint): EventMeta {
  return { fund: world.fund, sequence, time, recordedAt: world.now, actor: world.actor.id };
}
