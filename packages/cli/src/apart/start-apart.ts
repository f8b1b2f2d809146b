import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbedded } from '@mdtf/postgres';
import { startDevelopmentIssuer } from '@mdtf/runtime';
import { type Child, startChild, untilReady } from './child.ts';
import { createServiceDatabases } from './databases.ts';
import { clientOf, PROCESSES, type ProcessName, specsOf } from './topology.ts';

/** How the system is run as separate processes on this machine. */
export interface ApartOptions {
  readonly dataFolder: string;
  readonly ports: Readonly<Record<ProcessName, number>>;
  /** False only where the data may be lost with the power, as in tests. */
  readonly durable?: boolean;
  readonly onOutput?: (name: string, text: string) => void;
}

/** The system, running: five processes, their databases, and the development issuer in this process. */
export interface Apart extends AsyncDisposable {
  /** The portal's. */
  readonly url: string;
  readonly processes: readonly Child[];
}

/** Starts everything and waits until every process is ready. */
export async function startApart(options: ApartOptions): Promise<Apart> {
  const { dataFolder, ports, durable = true, onOutput = () => {} } = options;
  await mkdir(dataFolder, { recursive: true });
  await using stack = new AsyncDisposableStack();
  const postgres = stack.use(await startEmbedded({ dataDir: join(dataFolder, 'postgres'), durable }));
  const databases = await createServiceDatabases(postgres);
  const development = stack.use(
    await startDevelopmentIssuer({
      host: '127.0.0.1',
      port: 0,
      dataFolder,
      serviceClients: PROCESSES.map(clientOf),
    }),
  );
  const { issuer, jwksUrl, tokenUrl } = development;
  const specs = specsOf({ databases, ports, issuer: { ...issuer, jwksUrl, tokenUrl } });
  const processes = specs.map((spec) => startChild(spec, (text) => onOutput(spec.name, text)));
  // All at once: each finishes what it has, and none waits for another.
  stack.defer(async () => {
    await Promise.all(processes.map((child) => child[Symbol.asyncDispose]()));
  });
  await Promise.all(processes.map(untilReady));
  const running = stack.move();
  return {
    url: `http://127.0.0.1:${ports.portal}`,
    processes,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
