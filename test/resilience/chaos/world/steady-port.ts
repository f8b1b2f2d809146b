import { createServer } from 'node:net';

// Below what the operating system gives to connections that go out, so that a port stays free while its owner is dead.
const FIRST = 15_000;
const LAST = 29_000;
const TRIES = 200;

/** The first of `count` neighbouring ports of the loopback address that are free and that nobody else is given by chance. */
export async function steadyPort(count = 1): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const first = FIRST + Math.floor(Math.random() * (LAST - FIRST - count));
    const ports = Array.from({ length: count }, (_, n) => first + n);
    const free = await Promise.all(ports.map(isFree));
    if (free.every(Boolean)) return first;
  }
  throw new Error(`No ${count} free ports between ${FIRST} and ${LAST}`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
