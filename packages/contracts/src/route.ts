import type { z } from 'zod';
import type { ByteBounds } from './bytes.ts';
import { noBody, nothing } from './nothing.ts';
import type { Tells } from './public-part.ts';

/** The services that own data, and the portal in front of them. */
export type ServiceName = 'committee' | 'proposals' | 'allocation' | 'reporting' | 'portal';

/** What a person may be in a fund (granted in the committee's log), and the two roles that configuration gives. */
export const FUND_ROLES = [
  'secretariat',
  'chair',
  'seat-holder',
  'alternate',
  'observer',
  'treasurer',
  'donor',
  'partner',
  'reviewer',
  'auditor',
] as const;
export type FundRole = (typeof FUND_ROLES)[number];
export const ROLES = [...FUND_ROLES, 'admin', 'service'] as const;
export type Role = (typeof ROLES)[number];

/**
 * Who may use a route: named roles; `any-role` (whoever holds any role in the fund); `authenticated` (any valid token);
 * `fund-public` (no token where the fund's charter publishes what it tells, otherwise `any-role`); `secret-address`
 * (`any-role`, or no token but the secret in the address, which the handler checks); `public` (no token at all).
 */
export type Access =
  | readonly Role[]
  | 'any-role'
  | 'authenticated'
  | 'fund-public'
  | 'secret-address'
  | 'public';

/**
 * What makes a thing somebody's own. `organisation`: the organisation that the role is held for leads it, offers it, asks
 * for it or carries it out (of the secretariat: its own budget); `seat`: it is said for the seat held or stood in for;
 * `assignment`: the person is to review it and has signed the statement on conflicts of interest; `person`: it is kept for
 * the person itself, or concerns it by a role, organisation or seat that it holds.
 */
export const OWNERSHIPS = ['organisation', 'seat', 'assignment', 'person'] as const;
export type Ownership = (typeof OWNERSHIPS)[number];

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** One operation of the system, declared once: handlers, clients, OpenAPI and the access matrix derive from it. */
export interface Route<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  A extends z.ZodType = z.ZodType,
> {
  /** Camel-case operation id, unique in the whole system. */
  readonly id: string;
  readonly service: ServiceName;
  readonly method: Method;
  /** Path with `{name}` parameters. */
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  /** What of the fund it tells whom no role lets in; of a route across funds, what a fund must not withhold to be in it. */
  readonly tells?: Tells;
  /** Roles that reach their own things alone, and what makes them theirs; any other role reaches the whole fund's. */
  readonly own: Readonly<Partial<Record<Role, Ownership>>>;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** The success status: 200, 201 or 202. */
  readonly status: 200 | 201 | 202 | 204;
  readonly answer: A;
  /** A POST that changes something: takes `Idempotency-Key`, may be back-dated, answers with `Mdtf-Position`. */
  readonly command: boolean;
  /** The answer carries an `ETag`; on PUT, `If-Match` is required. */
  readonly etag: boolean;
  /** Media types the answer may have besides JSON, chosen by `?format=` or `Accept`. */
  readonly formats: readonly ('csv' | 'html' | 'ndjson' | 'ics')[];
  /** The body is a stream of bytes, not JSON; `body` is then `byteBody`. */
  readonly upload?: ByteBounds;
  /** The answer is a stream of bytes of one of these media types, not JSON. */
  readonly download?: readonly string[];
}

type Parts<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> = Pick<
  Route<P, Q, B, A>,
  'id' | 'service' | 'method' | 'path' | 'summary' | 'answer'
> &
  Partial<
    Pick<
      Route<P, Q, B, A>,
      | 'description'
      | 'own'
      | 'params'
      | 'query'
      | 'body'
      | 'status'
      | 'command'
      | 'etag'
      | 'formats'
      | 'upload'
      | 'download'
    >
  > &
  Admitting;

/** What is read without a token where a fund publishes it says which part of the fund that is. */
type Admitting =
  | { readonly access: 'fund-public'; readonly tells: Tells }
  | { readonly access: 'public'; readonly tells?: Tells }
  | { readonly access: Exclude<Access, 'fund-public' | 'public'>; readonly tells?: never };

/** Declares a route; defaults: no parameters, no query, no body, 200, a command exactly when it is a POST. */
export function defineRoute<
  A extends z.ZodType,
  P extends z.ZodType = typeof nothing,
  Q extends z.ZodType = typeof nothing,
  B extends z.ZodType = typeof noBody,
>(parts: Parts<P, Q, B, A>): Route<P, Q, B, A> {
  return {
    own: {},
    params: nothing as unknown as P,
    query: nothing as unknown as Q,
    body: noBody as unknown as B,
    status: 200,
    command: parts.method === 'POST',
    etag: false,
    formats: [],
    ...parts,
  };
}

export type ParamsOf<R> = R extends Route<infer P, z.ZodType, z.ZodType, z.ZodType> ? z.output<P> : never;
export type QueryOf<R> = R extends Route<z.ZodType, infer Q, z.ZodType, z.ZodType> ? z.output<Q> : never;
export type BodyOf<R> = R extends Route<z.ZodType, z.ZodType, infer B, z.ZodType> ? z.output<B> : never;
export type AnswerOf<R> = R extends Route<z.ZodType, z.ZodType, z.ZodType, infer A> ? z.output<A> : never;
