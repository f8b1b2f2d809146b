import { setTimeout as pause } from 'node:timers/promises';
import {
  type AnswerOf,
  bulkRoutes,
  type CallAnswer,
  type CallInput,
  type CallOptions,
  createClient,
  logRoutes,
  MAX_BULK_ITEMS,
  type Route,
  urlOf,
} from '@mdtf/contracts';

/** What a caller has seen and edits, for routes that ask for it, and what it reads. */
type Seen = Pick<CallOptions, 'ifMatch' | 'language'>;

/** The people of a running system, as they reach it over HTTP with tokens of the development issuer. */
export interface People {
  /** One call; commands get a key of their own unless one is given. */
  ask<R extends Route>(
    person: string,
    route: R,
    input: CallInput<R> & Seen,
    key?: string,
  ): Promise<CallAnswer<R>>;
  /** The same for what must succeed; throws with the problem otherwise. */
  need<R extends Route>(person: string, route: R, input: CallInput<R> & Seen): Promise<AnswerOf<R>>;
  /** Many commands of one route, through the bulk route; all must succeed. */
  needAll<R extends Route>(person: string, route: R, inputs: readonly CallInput<R>[]): Promise<void>;
  /** Waits until every service has read what the others recorded for a fund, as somebody with a role in it. */
  settle(fundId: string, person?: string): Promise<void>;
}

const MAX_SETTLE_ROUNDS = 3_000;
const SETTLE_PAUSE_MS = 10;

/** `run` names this run and makes its keys; tokens come from the system's own origin unless another place is named. */
export function peopleOf(baseUrl: string, run: string, tokenUrl = `${baseUrl}/dev/token`): People {
  const client = createClient({ baseUrl });
  const tokens = new Map<string, Promise<string>>();
  let keys = 0;

  const tokenOf = (person: string): Promise<string> => {
    const token = tokens.get(person) ?? tokenFrom(tokenUrl, person);
    tokens.set(person, token);
    return token;
  };
  const newKey = (): string => {
    keys += 1;
    return `${run}-${keys}`;
  };

  const people: People = {
    async ask(person, route, input, key = newKey()) {
      const token = await tokenOf(person);
      const idempotency = route.command ? { idempotencyKey: key } : {};
      return client.call(route, { ...input, token, ...idempotency });
    },
    async need(person, route, input) {
      const answer = await people.ask(person, route, input);
      if (answer.ok) return answer.body;
      throw new Error(`${route.id} by ${person}: ${answer.status} ${JSON.stringify(answer.body)}`);
    },
    async needAll(person, route, inputs) {
      for (let first = 0; first < inputs.length; first += MAX_BULK_ITEMS) {
        const items = inputs.slice(first, first + MAX_BULK_ITEMS).map((input) => ({
          path: urlOf(route, input as Given),
          idempotencyKey: newKey(),
          body: (input as Given).body,
        }));
        const answer = await people.need(person, bulkRoutes.bulk, { body: { items } });
        const refused = answer.items.find(({ status }) => status >= 400);
        if (refused !== undefined) throw new Error(`${route.id}: ${JSON.stringify(refused.body)}`);
      }
    },
    async settle(fundId, person = 'auditor') {
      for (let round = 0; round < MAX_SETTLE_ROUNDS; round += 1) {
        const { items } = await people.need(person, logRoutes.listPositions, { params: { fundId } });
        if (isSettled(items)) return;
        await pause(SETTLE_PAUSE_MS);
      }
      throw new Error(`The services have not caught up with one another in ${fundId}`);
    },
  };
  return people;
}

/** A token of the development issuer at a system's own origin. */
export const tokenFor = (baseUrl: string, person: string): Promise<string> =>
  tokenFrom(`${baseUrl}/dev/token`, person);

async function tokenFrom(tokenUrl: string, person: string): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: person,
    client_secret: 'any',
  });
  const response = await fetch(tokenUrl, { method: 'POST', body });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`No token for ${person}: ${response.status}`);
  return token;
}

interface Given {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

type Positions = AnswerOf<typeof logRoutes.listPositions>['items'];

/** Everyone has heard of the fund, which is the committee's to tell, and whoever follows a log has read it to its head. */
function isSettled(items: Positions): boolean {
  const hasRead = (service: string, head: string): boolean =>
    items.some((item) => item.service === service && item.read.some(({ position }) => position === head));
  return items.every(({ service, head }) => {
    // The committee's log begins with the fund; another's begins when something is recorded there.
    if (head === null) return service !== 'committee';
    return (FOLLOWERS_OF[service] ?? []).every((follower) => hasRead(follower, head));
  });
}

const FOLLOWERS_OF: Readonly<Record<string, readonly string[]>> = {
  committee: ['proposals', 'allocation', 'reporting'],
  proposals: ['committee', 'allocation', 'reporting'],
  allocation: ['committee', 'proposals', 'reporting'],
  reporting: ['committee', 'allocation'],
};
