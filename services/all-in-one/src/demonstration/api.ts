import { setTimeout as pause } from 'node:timers/promises';
import {
  type AnswerOf,
  type CallAnswer,
  type CallInput,
  type Client,
  createClient,
  logRoutes,
  type Problem,
  type Route,
} from '@mdtf/contracts';

/** The system's public face as the demonstration uses it: personas of the development issuer, and the funds' clocks. */
export interface Api {
  /** Sends a command; the same run sends the same keys, so one that was cut short can begin again. */
  send<R extends Route>(person: string, route: R, input: CallInput<R>): Promise<AnswerOf<R>>;
  /** Asks without changing anything. */
  read<R extends Route>(person: string, route: R, input: CallInput<R>): Promise<AnswerOf<R>>;
  /** Sends a command that must be refused, and gives the refusal. */
  refused<R extends Route>(person: string, route: R, input: CallInput<R>): Promise<Problem>;
  /** Moves a fund's clock forward; a clock that is already there stays. */
  clock(fundId: string, now: string): Promise<void>;
  /** Waits until every service has read what the others recorded for this fund. */
  settle(fundId: string): Promise<void>;
}

/** The system answered otherwise than the demonstration needs. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

/** Speaks to a running system at `baseUrl`; `run` names this run and makes its idempotency keys. */
export function connect(baseUrl: string, run: string): Api {
  const client = createClient({ baseUrl });
  const tokenOf = personas(baseUrl);
  let commands = 0;
  let lastService: string | undefined;

  async function ask<R extends Route>(
    person: string,
    route: R,
    input: CallInput<R>,
    idempotencyKey?: string,
  ) {
    const options = {
      token: await tokenOf(person),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    };
    return client.call(route, { ...input, ...options });
  }

  async function sendCommand<R extends Route>(person: string, route: R, input: CallInput<R>) {
    const { fundId } = ((input as { params?: unknown }).params ?? {}) as { fundId?: string };
    // What one service records, the next may need to know.
    if (fundId !== undefined && lastService !== route.service)
      await settle(client, fundId, await tokenOf('auditor'));
    lastService = route.service;
    commands += 1;
    return ask(person, route, input, `${run}-${commands}`);
  }

  return {
    send: async (person, route, input) => body(await sendCommand(person, route, input), person, route),
    read: async (person, route, input) => body(await ask(person, route, input), person, route),
    refused: async (person, route, input) => {
      const answer = await sendCommand(person, route, input);
      if (answer.ok)
        throw new UnexpectedAnswer(`${route.id} by ${person} was accepted, and should have been refused`);
      return answer.body;
    },
    clock: (fundId, now) => moveClock(baseUrl, fundId, now),
    settle: async (fundId) => settle(client, fundId, await tokenOf('auditor')),
  };
}

function body<R extends Route>(answer: CallAnswer<R>, person: string, route: Route): AnswerOf<R> {
  if (answer.ok) return answer.body;
  throw new UnexpectedAnswer(
    `${route.id} by ${person} answered ${answer.status}: ${JSON.stringify(answer.body)}`,
  );
}

/** Tokens of the development issuer, one per persona. */
function personas(baseUrl: string): (person: string) => Promise<string> {
  const tokens = new Map<string, Promise<string>>();
  const fetchToken = async (person: string): Promise<string> => {
    const response = await fetch(`${baseUrl}/dev/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: person,
        client_secret: 'any',
      }),
    });
    const answer = (await response.json()) as { access_token?: string };
    if (answer.access_token === undefined)
      throw new UnexpectedAnswer(`no token for ${person}: ${response.status}`);
    return answer.access_token;
  };
  return (person) => {
    const token = tokens.get(person) ?? fetchToken(person);
    tokens.set(person, token);
    return token;
  };
}

async function moveClock(baseUrl: string, fund: string, now: string): Promise<void> {
  const response = await fetch(`${baseUrl}/dev/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ fund, now }),
  });
  const isThereAlready = response.status === 409;
  if (response.ok || isThereAlready) return;
  throw new UnexpectedAnswer(`the clock of ${fund} answered ${response.status}: ${await response.text()}`);
}

const MAX_SETTLE_ROUNDS = 2_000;
const SETTLE_PAUSE_MS = 3;

/** Waits until no service is behind another; a reaction may record something new, so heads are read anew each round. */
async function settle(client: Client, fundId: string, token: string): Promise<void> {
  for (let round = 0; round < MAX_SETTLE_ROUNDS; round += 1) {
    const answer = await client.call(logRoutes.listPositions, { params: { fundId }, token });
    if (answer.ok && isSettled(answer.body)) return;
    await pause(SETTLE_PAUSE_MS);
  }
  throw new UnexpectedAnswer(`the services have not caught up with each other in fund ${fundId}`);
}

/** Logs that all others follow; what the committee hears from reporting's, no step waits for. */
const FOLLOWED = ['committee', 'proposals', 'allocation'];

function isSettled({ items }: AnswerOf<typeof logRoutes.listPositions>): boolean {
  return FOLLOWED.every((source) => {
    const head = items.find((item) => item.service === source)?.head ?? null;
    return head === null || items.every((item) => item.service === source || hasRead(item.read, head));
  });
}

const hasRead = (read: readonly { position: string }[], head: string): boolean =>
  read.some((r) => r.position === head);
