import { createServer } from 'node:net';
import { freePort } from '@mdtf/postgres';
import { PROCESSES, type ProcessName } from './topology.ts';

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

/** A port that is free now for each process and for the development issuer. */
export async function freePortsForAll(): Promise<Record<ProcessName | 'issuer', number>> {
  const names = [...PROCESSES, 'issuer'] as const;
  const ports = await Promise.all(names.map(async (name) => [name, await freePort()] as const));
  return Object.fromEntries(ports) as Record<(typeof names)[number], number>;
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false)).listen(port, host, () => probe.close(() => resolve(true)));
  });
}
