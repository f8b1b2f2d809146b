import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { BrokerRefusal } from './refusal.ts';

export const LOOPBACK = '127.0.0.1';
// Below the ports that systems give to outgoing connections, so that a node that is down for a while finds its own free.
const LOWEST = 20_000;
const HIGHEST = 32_000;
const ATTEMPTS_MAX = 100;

/** So many neighbouring ports of the loopback address that were free a moment ago; answers the first. */
export async function freePorts(count: number): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const base = randomInt(LOWEST, HIGHEST - count);
    if ((await firstBusy(base, count)) === undefined) return base;
  }
  throw new BrokerRefusal(
    'port-busy',
    `No ${count} neighbouring ports between ${LOWEST} and ${HIGHEST} are free.`,
  );
}

/** Throws `port-busy` when something listens on one of so many ports from `base` on. */
export async function assertPortsFree(base: number, count: number): Promise<void> {
  const busy = await firstBusy(base, count);
  if (busy === undefined) return;
  throw new BrokerRefusal(
    'port-busy',
    `Kafka needs the ports ${base} to ${base + count - 1} of ${LOOPBACK} and ${busy} is taken: stop what listens there or choose another first port.`,
  );
}

async function firstBusy(base: number, count: number): Promise<number | undefined> {
  for (let port = base; port < base + count; port += 1) if (!(await isFree(port))) return port;
  return undefined;
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen({ port, host: LOOPBACK }, () => server.close(() => resolve(true)));
  });
}
