import { createServer } from 'node:net';

/** A port is taken; the message says which, for what, and what to do. */
export class PortBusy extends Error {
  override readonly name = 'PortBusy';
}

/** Looked at before anything starts, so that it is said at once; throws PortBusy. */
export async function assertPortsFree(host: string, ports: Readonly<Record<string, number>>): Promise<void> {
  for (const [name, port] of Object.entries(ports)) {
    if (port !== 0 && !(await isFree(host, port))) {
      throw new PortBusy(
        `Port ${port} on ${host}, for ${name}, is taken: stop that program, or choose other ports with --port.`,
      );
    }
  }
}

/** A port of a loopback address that is free now. */
export function freePort(host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject).listen(0, host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false)).listen(port, host, () => probe.close(() => resolve(true)));
  });
}
