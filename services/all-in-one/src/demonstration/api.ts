import { setTimeout as pause } from 'node:timers/promises';
import type { Problem, Route } from '@mdtf/contracts';
import type { z } from 'zod';

/** What a caller gives a route: path parameters, query and body as the contract's schemas take them. */
interface Request<R extends Route> {
  readonly params?: z.input<R['params']>;
  readonly query?: z.input<R['query']>;
  readonly body?: z.input<R['body']>;
}

/** The system's public face as the demonstration uses it: personas of the development issuer, and the funds' clocks. */
export interface Api {
  /** Sends a command; the same run sends the same keys, so a run that was cut short can begin again. */
  send<R extends Route>(person: string, route: R, request: Request<R>): Promise<z.output<R['answer']>>;
  /** Asks without changing anything. */
  read<R extends Route>(person: string, route: R, request: Request<R>): Promise<z.output<R['answer']>>;
  /** Sends a command that must be refused, and gives the refusal. */
  refused<R extends Route>(person: string, route: R, request: Request<R>): Promise<Problem>;
  /** Moves a fund's clock forward; a clock that is already there stays. */
  clock(fundId: string, now: string): Promise<void>;
  /** Waits until every service has read what the others recorded for this fund. */
  settle(fundId: string): Promise<void>;
}

/** The system answered otherwise than the demonstration needs. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

const MAX_SETTLE_ROUNDS = 1_000;
const SETTLE_PAUSE_MS = 5;

/** Speaks to a running system at `baseUrl`; `run` names this run and makes its idempotency keys. */
export function connect(baseUrl: string, run: string): Api {
  const tokens = new Map<string, Promise<string>>();
  let commands = 0;
  let lastService: string | undefined;

  async function token(person: string): Promise<string> {
    const response = await fetch(`${baseUrl}/dev/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: person, client_secret: 'any' }),
    });
    const answer = (await response.json()) as { access_token?: string };
    if (answer.access_token === undefined) throw new UnexpectedAnswer(`no token for ${person}: ${response.status}`);
    return answer.access_token;
  }

  async function ask(person: string, route: Route, request: Request<Route>, key?: string) {
    const known = tokens.get(person) ?? token(person);
    tokens.set(person, known);
    const params = (request.params ?? {}) as Readonly<Record<string, string>>;
    const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
    const query = new URLSearchParams(
      Object.entries((request.query ?? {}) as Record<string, unknown>).map(([k, v]) => [k, String(v)]),
    );
    const response = await fetch(`${baseUrl}${path}${query.size > 0 ? `?${query}` : ''}`, {
      method: route.method,
      headers: {
        authorization: `Bearer ${await known}`,
        ...(route.method === 'GET' ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(route.method === 'GET' ? {} : { body: JSON.stringify(request.body ?? {}) }),
    });
    return { status: response.status, body: (await response.json()) as unknown, said: `${person}: ${route.method} ${path}` };
  }

  async function expectSuccess(person: string, route: Route, request: Request<Route>, key?: string): Promise<unknown> {
    const { status, body, said } = await ask(person, route, request, key);
    if (status >= 300) throw new UnexpectedAnswer(`${said} answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  async function beforeCommand(route: Route, request: Request<Route>): Promise<string> {
    const { fundId } = (request.params ?? {}) as { fundId?: string };
    if (fundId !== undefined && lastService !== undefined && lastService !== route.service) await api.settle(fundId);
    lastService = route.service;
    commands += 1;
    return `${run}-${commands}`;
  }

  const api: Api = {
    async send(person, route, request) {
      const key = await beforeCommand(route, request as Request<Route>);
      return (await expectSuccess(person, route, request as Request<Route>, key)) as never;
    },
    async read(person, route, request) {
      return (await expectSuccess(person, route, request as Request<Route>)) as never;
    },
    async refused(person, route, request) {
      const key = await beforeCommand(route, request as Request<Route>);
      const { status, body, said } = await ask(person, route, request as Request<Route>, key);
      if (status < 400) throw new UnexpectedAnswer(`${said} answered ${status}, and should have been refused`);
      return body as Problem;
    },
    async clock(fundId, now) {
      const response = await fetch(`${baseUrl}/dev/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ fund: fundId, now }),
      });
      if (response.ok || response.status === 409) return;
      throw new UnexpectedAnswer(`the clock of ${fundId} answered ${response.status}: ${await response.text()}`);
    },
    async settle(fundId) {
      for (let round = 0; round < MAX_SETTLE_ROUNDS; round += 1) {
        if (await isSettled(baseUrl, fundId)) return;
        await pause(SETTLE_PAUSE_MS);
      }
      throw new UnexpectedAnswer(`the services have not caught up with each other in fund ${fundId}`);
    },
  };
  return api;
}
