import { createServer } from 'node:net';
import { EmbeddedRefusal } from './refusal.ts';

const LOOPBACK = '127.0.0.1';

/** A port of the loopback address that was free a moment ago. */
export async function freePort(): Promise<number> {
  return tryPort(0);
}

/** Throws `port-busy` when something else listens there. */
export async function assertPortFree(port: number): Promise<void> {
  try {
    await tryPort(port);
  } catch (error) {
    throw portBusy(port, error);
  }
}

export function portBusy(port: number, cause: unknown): EmbeddedRefusal {
  return new EmbeddedRefusal(
    'port-busy',
    `PostgreSQL cannot listen on port ${port} of ${LOOPBACK}, because another program does or the port is not allowed: stop that program, choose another port, or give none and a free one is taken.`,
    { cause },
  );
}

function tryPort(port: number): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: LOOPBACK }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}
