import type { Problem, Route } from '@mdtf/contracts';
import type { Actor } from '@mdtf/domain';
import { type Command, PLATFORM } from '@mdtf/fund-log';
import { ANONYMOUS, actorOf, assertDeclared, describeAccess, mayUse } from './access.ts';
import { awaitPositions } from './after.ts';
import { type Authentication, type Identity, unauthenticated } from './authentication.ts';
import { checkBackDating, type GivenBackDating } from './back-dating.ts';
import { fingerprintOf } from './canonical-json.ts';
import { answerCommand } from './command-answer.ts';
import {
  type Condition,
  matchesStrongly,
  matchesWeakly,
  parseCondition,
  preconditionRequired,
} from './entity-tag.ts';
import type { Handler, Implementation, Reply, SubmitOptions } from './implementation.ts';
import { chooseFormat } from './negotiation.ts';
import type { ServiceMount } from './ports.ts';
import type { RateLimit } from './rate-limit.ts';
import { forbidden, invalid, isRefusal, notFound, type Refusal } from './refusal.ts';
import { validatePart } from './validation.ts';

/** A route made ready: its handler, the service it belongs to, and what the whole server shares. */
export interface Operation {
  readonly route: Route;
  readonly handler: Handler<Route>;
  readonly mount: ServiceMount;
  readonly edge: Edge;
}

/** What every operation of a server shares. */
export interface Edge {
  readonly authentication: Authentication;
  readonly rateLimit: RateLimit;
  /** Whether each answer is checked against its route, as tests do. */
  readonly checkAnswers: boolean;
}

/** A request once it may go on: who asks, about which fund, with the path's parameters checked. */
export interface Admission {
  readonly actor: Actor;
  readonly fund: string;
  readonly params: unknown;
}

/** What a caller says besides path and body, whether in headers or in a bulk item. */
export interface Conditions {
  readonly idempotencyKey: string | undefined;
  readonly backDating: GivenBackDating;
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly accept: string | undefined;
  readonly traceparent: string | undefined;
}

/** Makes a route ready, or throws: one that does not say who may use it, or has no handler, does not start. */
export function prepare(implementation: Implementation, mount: ServiceMount, edge: Edge): Operation {
  const { route, handler } = implementation;
  assertDeclared(route.access, route.id);
  if (typeof handler !== 'function') throw new Error(`Route ${route.id} has no handler`);
  if (route.command && mount.commands === undefined && route.service === mount.name) {
    throw new Error(`Route ${route.id} takes commands but ${mount.name} has no committer`);
  }
  return { route, handler, mount, edge };
}

/** Who a token speaks for; undefined where the request carries none. */
export function identify(
  edge: Edge,
  authorization: string | undefined,
  remote: string,
): Identity | undefined | Refusal | Promise<Identity | Refusal> {
  if (authorization === undefined) return edge.rateLimit.take(remote);
  if (authorization.length < 8 || authorization.slice(0, 7).toLowerCase() !== 'bearer ') {
    return unauthenticated('Only bearer tokens are taken here.', 'invalid_request');
  }
  return edge.authentication.identify(authorization.slice(7).trim());
}

/** Decides whether a caller may go on, after waiting for what it wants read: grants may be among that. */
export async function admit(
  operation: Operation,
  identity: Identity | undefined,
  rawParams: unknown,
  after: string | undefined,
): Promise<Admission | Refusal> {
  const { route, mount, edge } = operation;
  const { access } = route;
  if (identity === undefined && access !== 'public' && access !== 'fund-public') {
    return unauthenticated('Send an access token in the Authorization header.');
  }
  const tooFast = identity === undefined ? undefined : edge.rateLimit.take(identity.id);
  if (tooFast !== undefined) return tooFast;

  const errors: NonNullable<Problem['errors']> = [];
  const params = validatePart(route.params, rawParams, 'path', errors);
  if (errors.length > 0) return invalid(errors);
  if (after !== undefined) {
    const refusal = await awaitPositions(mount, after);
    if (refusal !== undefined) return refusal;
  }

  const fund = (params as { fundId?: string }).fundId ?? PLATFORM;
  let actor = ANONYMOUS;
  if (identity !== undefined) {
    const grants = mount.grants.rolesOf(fund, identity.id);
    actor = actorOf(identity, grants instanceof Promise ? await grants : grants);
    if (mayUse(access, actor)) return { actor, fund, params };
  } else if (access === 'public') {
    return { actor, fund, params };
  }
  return admitToPublished(operation, identity, { actor, fund, params });
}

async function admitToPublished(
  { route, mount }: Operation,
  identity: Identity | undefined,
  admission: Admission,
): Promise<Admission | Refusal> {
  const { fund } = admission;
  const publishes = await mount.fundPublishes(fund);
  if (route.access === 'fund-public' && publishes === true) return admission;
  if (identity === undefined) return unauthenticated('This fund does not publish it; send an access token.');
  if (publishes === undefined && fund !== PLATFORM) return notFound('fund', fund);
  return forbidden(`This needs ${describeAccess(route.access)} in ${fund}.`);
}

/** Validates what was asked, calls the handler and gives back its answer. */
export async function perform(
  operation: Operation,
  admission: Admission,
  path: string,
  rawQuery: Record<string, unknown>,
  rawBody: unknown,
  conditions: Conditions,
): Promise<Reply> {
  const { route } = operation;
  const { actor, fund, params } = admission;
  const { formats } = route;
  const format = chooseFormat(formats, formats.length > 0 ? rawQuery.format : undefined, conditions.accept);
  if (typeof format === 'object') return format;

  const errors: NonNullable<Problem['errors']> = [];
  const query = validatePart(
    route.query,
    formats.length > 0 ? withoutFormat(rawQuery) : rawQuery,
    'query',
    errors,
  );
  const body = validatePart(route.body, rawBody, 'body', errors);
  if (route.command && !isKey(conditions.idempotencyKey)) errors.push(KEY_ERROR);
  if (errors.length > 0) return invalid(errors);

  const expected = readConditions(route, conditions);
  if (isRefusal(expected)) return expected;
  const dated = route.command ? checkBackDating(conditions.backDating, actor) : undefined;
  if (dated !== undefined && isRefusal(dated)) return dated;

  const submit = <A>(type: string, data: unknown, options?: SubmitOptions<A>): Promise<Reply<never>> => {
    if (dated === undefined)
      throw new Error(`Route ${route.id} submits ${type} but is not declared as a command`);
    const key = conditions.idempotencyKey as string;
    const { traceparent } = conditions;
    return submitCommand(operation, options, {
      fund: options?.fund ?? fund,
      type,
      data,
      actor,
      idempotency: { key, fingerprint: fingerprintOf(route.method, path, rawBody) },
      ...dated,
      ...(traceparent !== undefined && TRACEPARENT.test(traceparent) ? { traceparent } : {}),
    });
  };
  return operation.handler({
    params,
    query,
    body,
    actor,
    fund,
    format: format as 'json',
    ifMatch: (etag) => matchesStrongly(expected.ifMatch, etag),
    unchanged: (etag) => matchesWeakly(expected.ifNoneMatch, etag),
    submit,
  });
}

async function submitCommand<A>(
  { route, mount }: Operation,
  options: SubmitOptions<A> | undefined,
  command: Command,
): Promise<Reply<never>> {
  if (mount.commands === undefined) throw new Error(`${mount.name} has no committer`);
  return answerCommand(route, await mount.commands.submit(command), options);
}

interface Expected {
  readonly ifMatch: Condition;
  readonly ifNoneMatch: Condition;
}

const NOTHING_EXPECTED: Expected = Object.freeze({ ifMatch: '*', ifNoneMatch: [] });

function readConditions(route: Route, { ifMatch, ifNoneMatch }: Conditions): Expected | Refusal {
  if (ifMatch === undefined && route.etag && route.method === 'PUT') return preconditionRequired();
  if (!route.etag || (ifMatch === undefined && ifNoneMatch === undefined)) return NOTHING_EXPECTED;
  const match = ifMatch === undefined ? '*' : parseCondition(ifMatch, 'header.if-match');
  if (isCondition(match)) {
    const none = ifNoneMatch === undefined ? [] : parseCondition(ifNoneMatch, 'header.if-none-match');
    return isCondition(none) ? { ifMatch: match, ifNoneMatch: none } : none;
  }
  return match;
}

const isCondition = (value: Condition | Refusal): value is Condition =>
  typeof value === 'string' || Array.isArray(value);

/** The longest idempotency key. */
export const MAX_KEY_LENGTH = 200;

const KEY = /^[\x21-\x7e]{1,200}$/;

const isKey = (key: string | undefined): boolean => key !== undefined && KEY.test(key);

const KEY_ERROR = {
  field: 'header.idempotency-key',
  message: `is required: 1 to ${MAX_KEY_LENGTH} visible ASCII characters, new for each new request`,
};

const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

function withoutFormat(query: Record<string, unknown>): Record<string, unknown> {
  const { format: _, ...rest } = query;
  return rest;
}
