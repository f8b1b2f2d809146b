import type { Route } from '@mdtf/contracts';
import { formatsOf } from '@mdtf/contracts';
import { assertDeclared } from './access.ts';
import type { Authentication } from './authentication.ts';
import type { Handler, Implementation } from './implementation.ts';
import type { ServiceMount } from './ports.ts';
import type { RateLimit } from './rate-limit.ts';

/** A route made ready: its handler, the service it belongs to, and what the whole server shares. */
export interface Operation {
  readonly route: Route;
  readonly handler: Handler<Route>;
  readonly mount: ServiceMount;
  readonly edge: Edge;
  /** What it can answer in; the first where the caller does not mind. */
  readonly formats: readonly string[];
}

/** What every operation of a server shares. */
export interface Edge {
  readonly authentication: Authentication;
  readonly rateLimit: RateLimit;
  /** Whether each answer is checked against its route, as tests do. */
  readonly checkAnswers: boolean;
}

/** Makes a route ready, or throws: one that does not say who may use it, or has no handler, does not start. */
export function prepare(implementation: Implementation, mount: ServiceMount, edge: Edge): Operation {
  const { route, handler } = implementation;
  assertDeclared(route);
  if (typeof handler !== 'function') throw new Error(`Route ${route.id} has no handler`);
  if (route.command && mount.commands === undefined) {
    throw new Error(`Route ${route.id} is declared as a command but ${mount.name} takes none`);
  }
  return { route, handler, mount, edge, formats: formatsOf(route) };
}
