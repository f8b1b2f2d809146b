import { setTimeout as pause } from 'node:timers/promises';
import { allocationRoutes, committeeRoutes, proposalsRoutes } from '@mdtf/contracts';
import type { People } from '../journeys/people-of-system.ts';
import { decisionBody, proposalBody } from '../journeys/trial-fund.ts';

/** One command of a writer: sent again under its key until there is an answer. */
export interface Written {
  readonly key: string;
  readonly kind: 'deposit' | 'proposal' | 'decision';
  readonly fund: string;
  /** The client's own id of what it makes. */
  readonly id: string;
  /** Told: accepted; refused; or nothing yet. */
  told: 'accepted' | 'refused' | undefined;
  tries: number;
  /** When it was told, in milliseconds of this process. */
  toldAtMs?: number;
  /** The problem's type where it was refused. */
  refusedAs?: string;
}

/** How fast they write. */
export interface Pace {
  /** Of each writer between two commands. */
  readonly restMs: number;
}

/** Clients that write without pause, whatever happens to the system. */
export interface Writers {
  readonly written: readonly Written[];
  /** Answers that settled nothing, how often each came: `503 urn:mdtf:problem:…`, or `no answer`. */
  readonly troubles: ReadonlyMap<string, number>;
  /** Lets every command come to its answer and begins no more until `goOn`. */
  rest(): Promise<void>;
  goOn(): void;
  /** Lets every command come to its answer, begins no more, and ends. */
  finish(): Promise<void>;
}

const PAUSE_MS = 20;
const MAX_TRIES = 10_000;
const DEPOSITS_OF_TEN = 7;
const EVERY = 10;

/** `count` writers, spread over the funds; `people` as of the system's one address. */
export function writeOn(
  people: People,
  funds: readonly string[],
  count: number,
  { restMs }: Pace = { restMs: 0 },
): Writers {
  const written: Written[] = [];
  const proposals = new Map<string, string[]>(funds.map((fund) => [fund, []]));
  const troubles = new Map<string, number>();
  let finishing = false;
  let resting: PromiseWithResolvers<void> | undefined;
  let underWay = 0;
  let commands = 0;

  const next = (fund: string): Written => {
    commands += 1;
    const turn = commands % EVERY;
    const known = proposals.get(fund) ?? [];
    const kind =
      turn < DEPOSITS_OF_TEN ? 'deposit' : turn === EVERY - 1 && known.length > 0 ? 'decision' : 'proposal';
    const id = kind === 'decision' ? `on-${known.shift()}` : `${kind}-${commands}`;
    return { key: `w${commands}`, kind, fund, id, told: undefined, tries: 0 };
  };

  const writer = async (at: number): Promise<void> => {
    const fund = funds[at % funds.length] as string;
    while (!finishing) {
      if (resting !== undefined) {
        await resting.promise;
        continue;
      }
      const one = next(fund);
      written.push(one);
      underWay += 1;
      await untilTold(people, one, troubles);
      underWay -= 1;
      if (one.kind === 'proposal' && one.told === 'accepted') proposals.get(fund)?.push(one.id);
      if (restMs > 0) await pause(restMs);
    }
  };

  const writing = Promise.all(Array.from({ length: count }, (_, at) => writer(at)));
  const goOn = (): void => {
    resting?.resolve();
    resting = undefined;
  };
  return {
    written,
    troubles,
    async rest() {
      resting ??= Promise.withResolvers<void>();
      while (underWay > 0) await pause(PAUSE_MS);
    },
    goOn,
    async finish() {
      finishing = true;
      goOn();
      await writing;
    },
  };
}

/** Sends a command again until there is an answer that settles it; counts the answers that do not. */
async function untilTold(people: People, one: Written, troubles: Map<string, number>): Promise<void> {
  while (one.told === undefined && one.tries < MAX_TRIES) {
    one.tries += 1;
    const answer = await send(people, one).catch(() => undefined);
    if (answer === undefined || answer.status >= 500 || answer.status === 429) {
      const trouble = answer === undefined ? 'no answer' : `${answer.status} ${typeOf(answer.body)}`;
      troubles.set(trouble, (troubles.get(trouble) ?? 0) + 1);
      await pause(PAUSE_MS);
      continue;
    }
    one.told = answer.ok ? 'accepted' : 'refused';
    one.toldAtMs = performance.now();
    if (!answer.ok) one.refusedAs = typeOf(answer.body);
  }
}

const typeOf = (body: unknown): string => String((body as { type?: unknown } | undefined)?.type);

function send(people: People, { kind, fund, id, key }: Written) {
  const params = { fundId: fund };
  if (kind === 'deposit') {
    const body = { id, gross: { amount: '1.00', currency: 'USD' }, reference: id };
    return people.ask(
      'treasurer-1',
      allocationRoutes.recordDeposit,
      { params: { ...params, contributionId: 'gift-pooled' }, body },
      key,
    );
  }
  if (kind === 'proposal') {
    const input = { params: { ...params, proposalId: id }, body: proposalBody(id, 100n) };
    return people.ask('secretariat', proposalsRoutes.submitProposal, input, key);
  }
  const body = decisionBody(id, id.slice('on-'.length), { pooled: 100n });
  return people.ask('secretariat', committeeRoutes.takeDecision, { params, body }, key);
}
