import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Apart,
  type ApartOptions,
  type Child,
  freePortsForAll,
  type ProcessName,
  startApart,
  startChild,
  untilReady,
} from '@mdtf/cli/apart';
import { freePort } from '@mdtf/postgres';
import { findBroker } from '@mdtf/testing/brokers';

/** What the processes are told besides, and who hears what they write. */
export type Told = Pick<ApartOptions, 'environment' | 'optional' | 'onOutput'>;

/** The system apart on a Kafka of its own, without what makes it lasting; gone with the stack. */
export async function startApartSystem(stack: AsyncDisposableStack, told: Told = {}): Promise<Apart> {
  const folder = await mkdtemp(join(tmpdir(), 'mdtf-apart-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  // One of its own: topics are called after services, and these are the real ones.
  const broker = await findBroker({ ...process.env, MDTF_TEST_KAFKA_BROKERS: '' });
  if (broker.kind === 'none') throw new Error(broker.reason);
  stack.defer(() => broker.stop());
  return stack.use(
    await startApart({
      dataFolder: folder,
      durable: false,
      ports: await freePortsForAll(),
      kafka: { MDTF_KAFKA_BROKERS: broker.brokers.join(',') },
      ...told,
    }),
  );
}

/** Starts one more process of a service, at the port of the first or at one of its own, and waits until it is ready. */
export async function startAnother(
  { specs }: Apart,
  name: ProcessName,
  where: 'same port' | 'own port',
  stack: AsyncDisposableStack,
  onOutput?: (text: string) => void,
): Promise<Child> {
  const spec = specs.find((one) => one.name === name);
  if (spec === undefined) throw new Error(`There is no ${name}`);
  const port = where === 'same port' ? Number(spec.environment.MDTF_PORT) : await freePort();
  const environment = { ...spec.environment, MDTF_PORT: String(port) };
  const child = stack.use(startChild({ ...spec, environment, url: `http://127.0.0.1:${port}` }, onOutput));
  await untilReady(child);
  return child;
}

/** The running process of a service that was started with the system. */
export function processOf({ processes }: Apart, name: ProcessName): Child {
  const child = processes.find((one) => one.name === name);
  if (child === undefined) throw new Error(`There is no ${name}`);
  return child;
}
