import type { CallInput, CallOptions, FundRole, Route } from '@mdtf/contracts';
import type { Owner, Things } from './things.ts';

/** Whose things are asked for, and in which role. */
export interface Asking {
  readonly things: Things;
  readonly role: FundRole;
  /** Whose the thing is: the person who has the same role there. */
  readonly owner: string;
  /** The document of the side. */
  readonly documentId: string;
  readonly side: Exclude<Owner, 'another'>;
}

/** How a route is asked for a thing of one owner. */
export interface Question {
  readonly route: Route;
  /** The same for the owner and for anybody else: whose the thing is decides alone. */
  readonly input: (asking: Asking) => object;
  /** For a list: whether it holds the owner's thing. */
  readonly holds?: (body: unknown, asking: Asking) => boolean;
  /** Roles that have a thing of this kind; absent: all that the route declares. */
  readonly roles?: readonly FundRole[];
  /** What tells others that it is not theirs, where that is neither 403 nor 404. */
  readonly refusal?: number;
}

/** The same, as literals have it. */
type Fixed<T> = T extends readonly (infer E)[]
  ? readonly Fixed<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Fixed<T[K]> }
    : T;

type Input<R> = CallInput<R> & Pick<CallOptions, 'ifMatch'>;

/** A question with its input held to the route's own declaration. */
export function asking<R extends Route, const I extends Fixed<Input<R>>>(
  route: R,
  input: (asking: Asking) => I,
  more: Pick<Question, 'holds' | 'roles' | 'refusal'> = {},
): Question {
  return { route: route as unknown as Route, input, ...more };
}

/** Whether one of a list's items says this of itself. */
export const holding =
  (field: string, value: (asking: Asking) => string): NonNullable<Question['holds']> =>
  (body, asked) =>
    (body as { readonly items: readonly Readonly<Record<string, unknown>>[] }).items.some(
      (item) => item[field] === value(asked),
    );
