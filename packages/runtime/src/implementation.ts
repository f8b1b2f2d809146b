import type { Readable } from 'node:stream';
import type { AnswerOf, BodyOf, ParamsOf, QueryOf, Route } from '@mdtf/contracts';
import type { Actor, Language } from '@mdtf/domain';
import type { Refusal } from './refusal.ts';

/** An answer with a JSON body; without a status, the route's own. `etag` is a strong entity tag from `etagOf`. */
export interface Answer<B = unknown> {
  readonly status?: number;
  readonly body?: B;
  readonly etag?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer in another format, or one too long to hold: bytes as they come, or text. */
export interface FileAnswer {
  readonly stream: Readable | string;
  readonly contentType: string;
  readonly etag?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a handler comes to. */
export type Reply<B = unknown> = Answer<B> | FileAnswer | Refusal;

/** How an accepted command is answered: from what was stored with it, so that a replay is the same to the byte. */
export interface SubmitOptions<A> {
  /** The fund whose log it belongs to; by default the path's, or `platform` where the path names none. */
  readonly fund?: string;
  /** The path of what was created. */
  readonly location?: (answer: A) => string;
  /** The body, where it is not the stored answer itself. */
  readonly body?: (answer: A) => unknown;
}

/** What a handler gets: validated parts, who asks, and the way to submit a command. */
export interface RouteRequest<R> {
  readonly params: ParamsOf<R>;
  readonly query: QueryOf<R>;
  readonly body: BodyOf<R>;
  readonly actor: Actor;
  /** The fund in the path, or `platform`. */
  readonly fund: string;
  /** The format to answer in, JSON or one of the route's own. */
  readonly format: 'json' | 'csv' | 'html' | 'ndjson' | 'ics';
  /** What the caller reads, by Accept-Language; an answer that follows it carries `languageHeaders`. */
  readonly language: Language;
  /** On commands whose body is JSON: the key, and the SHA-256 of what was asked under it, for what is kept outside the log. */
  readonly idempotency: { readonly key: string; readonly fingerprint: string } | undefined;
  /** True when `If-Match` allows an edit of what now has this tag; only asked on routes with `etag`. */
  readonly ifMatch: (etag: string) => boolean;
  /** True when the caller already has what has this tag; answer `notModified(etag)` then. */
  readonly unchanged: (etag: string) => boolean;
  /** Submits a command of this service under the request's idempotency key, and turns what became of it into an answer. */
  readonly submit: <A = { readonly id: string }>(
    type: string,
    data: unknown,
    options?: SubmitOptions<A>,
  ) => Promise<Reply<AnswerOf<R>>>;
}

/** Answers one route; it may answer with what it does not own, so nothing in an answer can be changed. */
export type Handler<R> = (
  request: RouteRequest<R>,
) => Reply<Unchangeable<AnswerOf<R>>> | Promise<Reply<Unchangeable<AnswerOf<R>>>>;

type Unchangeable<A> = A extends readonly (infer T)[]
  ? readonly Unchangeable<T>[]
  : A extends object
    ? { readonly [K in keyof A]: Unchangeable<A[K]> }
    : A;

/** A route with its handler. */
export interface Implementation {
  readonly route: Route;
  readonly handler: Handler<Route>;
}

/** Ties a route to its handler. */
export function implement<R extends Route>(route: R, handler: Handler<R>): Implementation {
  return { route, handler: handler as unknown as Handler<Route> };
}

/** Ties every route of a service to a handler of the same name; one missing, or one too many, does not type-check. */
export function implementAll<R extends Readonly<Record<string, Route>>>(
  routes: R,
  handlers: { readonly [K in keyof R]: Handler<R[K]> },
): readonly Implementation[] {
  return Object.entries(routes).map(([name, route]) => {
    const handler = handlers[name];
    if (typeof handler !== 'function') throw new Error(`Route ${route.id} has no handler`);
    return { route, handler: handler as unknown as Handler<Route> };
  });
}
