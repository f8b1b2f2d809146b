import type { Command, CommandResult } from '@mdtf/fund-log';
import type { Deployment } from './deployment.ts';
import type { Faults } from './faults.ts';
import type { Random } from './random.ts';
import type { VirtualTime } from './virtual-time.ts';

/** A command as a client sends it, again and again under the same key until it is told what came of it. */
export interface Sent {
  readonly service: string;
  readonly command: Command;
}

/** What a client was told. */
export interface Told extends Sent {
  readonly result: CommandResult;
}

/** All that clients have sent and been told. */
export interface Clients {
  readonly sent: readonly Sent[];
  readonly told: readonly Told[];
  /** Commands that are still waited for. */
  readonly waiting: number;
  /** Undefined when the client gave up without having been told anything final. */
  send(
    service: string,
    command: Omit<Command, 'idempotency' | 'correlationId'>,
    key?: string,
  ): Promise<CommandResult | undefined>;
}

const MAX_TRIES = 8;
const MAX_PAUSE_MS = 2_000;
const PATIENCE_MS = 4_000;

/** Clients of the services, who retry what is not answered. */
export function clientsOf(
  deployment: Deployment,
  time: VirtualTime,
  random: Random,
  faults: Faults,
): Clients {
  const sent: Sent[] = [];
  const told: Told[] = [];
  let waiting = 0;
  let keys = 0;

  const once = async (request: Sent): Promise<CommandResult | undefined> => {
    const up = deployment.committerOf(request.service);
    if (up === undefined) return undefined;
    const answer = up.submit(request.command).catch(() => undefined);
    const result = await Promise.race([answer, time.sleep(PATIENCE_MS).then(() => undefined)]);
    if (result === undefined || result.outcome === 'overloaded') return undefined;
    told.push({ ...request, result });
    return result;
  };

  const untilTold = async (request: Sent): Promise<CommandResult | undefined> => {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const result = await once(request);
      if (result !== undefined) return result;
      await time.sleep(random.between(1, MAX_PAUSE_MS));
    }
    return undefined;
  };

  return {
    sent,
    told,
    get waiting() {
      return waiting;
    },
    async send(service, asked, givenKey) {
      keys += 1;
      const key = givenKey ?? `k${keys}`;
      const idempotency = { key, fingerprint: fingerprintOf(asked) };
      const request = { service, command: { ...asked, idempotency, correlationId: key } };
      sent.push(request);
      waiting += 1;
      try {
        const tries = [untilTold(request)];
        if (random.chance(faults.impatience)) tries.push(untilTold(request));
        const [first] = await Promise.all(tries);
        return first;
      } finally {
        waiting -= 1;
      }
    },
  };
}

/** What was asked, in the place of its hash: equal exactly when the content is. */
function fingerprintOf({ type, data, time }: Pick<Command, 'type' | 'data' | 'time'>): string {
  return JSON.stringify([type, data, time ?? null]);
}
