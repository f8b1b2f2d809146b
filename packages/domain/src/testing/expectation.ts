import type { Decision, DomainEvent, Rejection } from '../decider.ts';
import { type Localised, textIn } from '../localised.ts';
import { assertEqual } from './equal.ts';
import { keyOf, type MemoryState } from './memory-state.ts';

/** Fields of a refusal; its texts in both languages, or the English one. */
export interface ExpectedFields extends Partial<Omit<Rejection, 'title' | 'detail' | 'errors'>> {
  readonly title?: Localised | string;
  readonly detail?: Localised | string;
  readonly errors?: readonly { readonly field: string; readonly message: Localised | string }[];
}

/** What came of a scenario, to be checked. */
export interface Expectation {
  /** Exactly these events, in order. */
  then(events: readonly DomainEvent[]): Expectation;
  /** A refusal with this stable code and, where given, these fields; a text given as a string is the English one. */
  refused(code: string, fields?: ExpectedFields): Expectation;
  /** Accepted with this answer. */
  answers(answer: unknown): Expectation;
  /** The ledger afterwards holds these balances, in minor units. */
  balances(expected: Readonly<Record<string, bigint>>): Expectation;
  /** The state of an own document afterwards. */
  state<S>(kind: string, id: string): S | undefined;
  /** The events; throws when refused. */
  readonly events: readonly DomainEvent[];
  /** The refusal; throws when accepted. */
  readonly rejection: Rejection;
}

/** Wraps a decision and the state after it. */
export function expectationOf(decision: Decision<DomainEvent, unknown>, after: MemoryState): Expectation {
  const rejectionOf = () => {
    if (decision.accepted)
      throw new Error(`Accepted: ${decision.events.map((event) => event.type).join(', ')}`);
    return decision.rejection;
  };
  const acceptedOf = () => {
    if (!decision.accepted)
      throw new Error(`Refused: ${decision.rejection.code}: ${textIn(decision.rejection.detail, 'en')}`);
    return decision;
  };
  const expectation: Expectation = {
    // biome-ignore lint/suspicious/noThenProperty: given, when, then are the words of every specification
    then(events) {
      if (!Array.isArray(events)) throw new TypeError('A specification is not awaited');
      assertEqual(acceptedOf().events, events, 'Other events');
      return expectation;
    },
    refused(code, fields = {}) {
      const rejection = rejectionOf();
      assertEqual(rejection.code, code, 'Refused for another reason');
      const shown = Object.fromEntries(
        Object.entries(fields).map(([key, given]) => [
          key,
          likened(rejection[key as keyof Rejection], given),
        ]),
      );
      assertEqual(shown, fields, 'Refused in other words');
      return expectation;
    },
    answers(answer) {
      assertEqual(acceptedOf().answer, answer, 'Another answer');
      return expectation;
    },
    balances(expected) {
      const held = Object.keys(expected).map((name) => [name, after.balances.get(name) ?? 0n]);
      assertEqual(Object.fromEntries(held), expected, 'Other balances');
      return expectation;
    },
    state: <S>(kind: string, id: string) => after.documents.get(keyOf('own', kind, id)) as S | undefined,
    get events() {
      return acceptedOf().events;
    },
    get rejection() {
      return rejectionOf();
    },
  };
  return expectation;
}

/** A value with its texts in English wherever what it is compared with has a string. */
function likened(value: unknown, given: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (typeof given === 'string' && 'en' in value && 'fr' in value) return value.en;
  if (typeof given !== 'object' || given === null) return value;
  const members = Object.entries(value).map(([key, member]) => [
    key,
    likened(member, (given as Readonly<Record<string, unknown>>)[key]),
  ]);
  return Array.isArray(value) ? members.map(([, member]) => member) : Object.fromEntries(members);
}
