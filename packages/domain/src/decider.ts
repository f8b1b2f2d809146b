import type { Posting } from './ledger.ts';
import type { Localised } from './localised.ts';
import type { Instant } from './time.ts';
import type { Verdict } from './verdict.ts';

/** Names one document: an aggregate's kind and an id within the fund. */
export interface StateRef {
  readonly kind: string;
  readonly id: string;
}

/** A fact in the fund's words; `data` is JSON-safe: no bigint, no undefined, money as Money. */
export interface DomainEvent<T extends string = string, D = unknown> {
  readonly type: T;
  readonly data: D;
}

/** Where and when an event stands in its log; `time` is when it happened, `recordedAt` when it was written down. */
export interface EventMeta {
  readonly fund: string;
  readonly sequence: bigint;
  readonly time: Instant;
  readonly recordedAt: Instant;
  readonly actor: string;
}

/** How one kind of document is folded from events; bounded in size whatever the history. */
export interface Aggregate<S, E extends DomainEvent> {
  readonly kind: string;
  /** Of the stored document; one stored under another version is folded again. */
  readonly version: number;
  /** Which documents of this kind an event changes; an event that is not listed changes none. */
  readonly concerns: {
    readonly [T in E['type']]?: (data: Extract<E, { type: T }>['data']) => string | readonly string[];
  };
  evolve(state: S | undefined, event: E, meta: EventMeta, id: string): S;
  /** When something next falls due on this document. */
  due?(state: S): Instant | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: a model lists aggregates of unlike states; each is typed where it is used
export type AnyAggregate = Aggregate<any, any>;

// biome-ignore lint/suspicious/noExplicitAny: only the state type matters to a reader
type Of<S> = Aggregate<S, any>;

/** What a decision may look at: the documents it named and nothing else; anything else throws UnnamedDocument. */
export interface Slice {
  /** Own state. */
  get<S>(aggregate: Of<S>, id: string): S | undefined;
  /** Another service's fact as known here, from this fund's log. */
  fact<S>(aggregate: Of<S>, id: string): S | undefined;
  /** The same from the platform log. */
  platformFact<S>(aggregate: Of<S>, id: string): S | undefined;
  /** A ledger account of this fund, minor units, credits less debits. */
  balance(account: string): bigint;
}

/** Thrown when a decision reads, or its events touch, a document that `needs` did not name: a programming error. */
export class UnnamedDocument extends Error {
  override readonly name = 'UnnamedDocument';
}

/** Who asks: opaque id and what the fund's grants say: all roles, the organisations it is a partner for, the seats it fills. */
export interface Actor {
  readonly id: string;
  readonly roles: readonly string[];
  readonly organisations: readonly string[];
  readonly seats: readonly string[];
}

/** Where an imported or paper record comes from. */
export interface Provenance {
  readonly source: string;
  readonly row?: number;
  readonly document?: string;
  readonly given?: Record<string, string>;
}

/** What a decision knows besides documents: `now` is the fund's clock, `time` when it happened (= now unless back-dated). */
export interface Context {
  readonly fund: string;
  readonly now: Instant;
  readonly time: Instant;
  readonly backDated: boolean;
  readonly actor: Actor;
  readonly provenance?: Provenance;
}

/** What kind of no it is; decides the HTTP status. */
export type RejectionCategory = 'not-found' | 'conflict' | 'forbidden' | 'refused' | 'stale' | 'invalid';

/** One field at fault: its path in the request, such as body.content.budget.0.amount, and what to do about it. */
export interface FieldFault {
  readonly field: string;
  readonly message: Localised;
}

/** A rule saying no, with its reason in both languages; `code` is kebab and stable. */
export interface Rejection {
  readonly code: string;
  readonly category: RejectionCategory;
  readonly title: Localised;
  readonly detail: Localised;
  /** The one field at fault, explained by `detail`. */
  readonly field?: string;
  /** Every field at fault, where there may be several. */
  readonly errors?: readonly FieldFault[];
  readonly verdicts?: readonly Verdict[];
  readonly params?: Record<string, string>;
}

/** Tells a refusal from whatever else was to be found. */
export function isRejection(value: object): value is Rejection {
  return 'code' in value && 'category' in value;
}

/** What a decision comes to; a refusal is a value. */
export type Decision<E, A> =
  | { readonly accepted: true; readonly events: readonly E[]; readonly answer: A }
  | { readonly accepted: false; readonly rejection: Rejection };

/** A decision that lets the events happen. */
export function accept<E, A>(events: readonly E[], answer: A): Decision<E, A> {
  return { accepted: true, events, answer };
}

/** A decision that refuses. */
export function reject(rejection: Rejection): Decision<never, never> {
  return { accepted: false, rejection };
}

/** The documents and accounts of one decision; must include every document its events will touch. */
export interface Needs {
  readonly own?: readonly StateRef[];
  readonly facts?: readonly StateRef[];
  readonly platform?: readonly StateRef[];
  readonly accounts?: readonly string[];
}

/** How often `needs` is asked before a decision whose needs still grow is given up as a programming error. */
export const MAX_NEEDS_ROUNDS = 5;

/** One command type: pure, without awaiting. */
export interface CommandHandler<C, E, A> {
  /** Asked without a slice first, then with what was loaded, until nothing new is named. */
  needs(command: C, slice: Slice | undefined): Needs;
  decide(command: C, slice: Slice, context: Context): Decision<E, A>;
}

// biome-ignore lint/suspicious/noExplicitAny: a model lists handlers of unlike commands; each is typed where it is written
export type AnyCommandHandler = CommandHandler<any, any, any>;

/** Who may see an entry's payload. */
export type Visibility = 'public' | 'parties' | 'restricted';

/** A service's whole domain. */
export interface Model {
  readonly service: string;
  /** Own states, folded from own events. */
  readonly aggregates: readonly AnyAggregate[];
  /** Folded from other services' events; a kind is unique within the service. */
  readonly facts: readonly AnyAggregate[];
  readonly commands: { readonly [type: string]: AnyCommandHandler };
  /** What happens when a document falls due. */
  readonly due?: (ref: StateRef, state: unknown, context: Context) => readonly DomainEvent[];
  /** In the currency that the money in the event carries. */
  readonly postings?: (event: DomainEvent) => readonly Posting[];
  /** CloudEvents subject: "contribution/{id}". */
  readonly subject: (event: DomainEvent) => string;
  /** Public when absent. */
  readonly visibility?: (event: DomainEvent) => Visibility;
  /** None may when absent. */
  readonly accountMayGoNegative?: (account: string) => boolean;
}
