import { setTimeout as pause } from 'node:timers/promises';
import { createPostgresStore, postgresRelayLog, type RelayEntry } from '@mdtf/fund-log';
import {
  createKafkaBus,
  createKafkaSender,
  createRelay,
  createTopics,
  type KafkaConnection,
} from '@mdtf/messaging';
import { createPool } from '@mdtf/postgres';
import { startLocalKafka } from '@mdtf/testing/brokers';
import type { Figure } from '../figures.ts';
import type { Stage } from '../stage/stage.ts';
import { entriesIn, readModelFrom } from './projection.ts';

const SERVICE = 'allocation';
/** More show nothing more. */
const MAX_SENT_RAW = 100_000;
const SENT_AT_ONCE = 1_000;
const MAX_BYTES = 1024 * 1024;
const LOOK_EVERY_MS = 20;
const GIVE_UP_AFTER_MS = 300_000;

type Pool = ReturnType<typeof createPool>;

/** What commands have left in allocation's log, published by its relay and read by reporting, beside the client library alone. */
export async function kafkaFigures(stage: Stage): Promise<readonly Figure[]> {
  await using stack = new AsyncDisposableStack();
  const kafka = stack.use(await startLocalKafka({ nodes: 1 }));
  const connection = { brokers: kafka.brokers, clientId: 'bench' };
  const pool = createPool(stage.allocationUrl, { max: 4 });
  stack.defer(() => pool.end());
  const raw = await sendRaw(connection, pool);
  const published = await publishAll(connection, pool);
  const relay: readonly Figure[] = [
    { name: 'Kafka: the client library alone', value: raw, unit: 'per second' },
    {
      name: 'relay: entries published to Kafka',
      value: published.perSecond,
      unit: 'per second',
      target: { atLeast: 20_000 },
      note: `${published.entries} entries`,
    },
  ];
  const source = stack.use(createPostgresStore({ pool, service: SERVICE }));
  const bus = stack.use(
    createKafkaBus({ connection, subscriber: 'reporting', sources: [{ reader: source.reader }] }),
  );
  const consumer = await readModelFrom(
    stage,
    bus,
    'reporting_over_kafka',
    'a consumer: projection over Kafka',
  );
  return [...relay, consumer];
}

/** Entries a second through the client library, read beforehand. */
async function sendRaw(connection: KafkaConnection, pool: Pool): Promise<number> {
  const service = 'bench-raw';
  await createTopics(connection, { services: [service] });
  const log = postgresRelayLog({ pool, service: SERVICE });
  const batches: (readonly RelayEntry[])[] = [];
  for (let after = 0n; after < MAX_SENT_RAW; after += BigInt(batches.at(-1)?.length ?? 0)) {
    const batch = await log.read([{ fund: 'fund-1', after, limit: SENT_AT_ONCE }], MAX_BYTES);
    if (batch.length === 0) break;
    batches.push(batch);
  }
  await using sender = createKafkaSender(connection, service);
  const startMs = performance.now();
  for (const batch of batches) await sender.send(batch);
  return (batches.flat().length / (performance.now() - startMs)) * 1000;
}

async function publishAll(
  connection: KafkaConnection,
  pool: Pool,
): Promise<{ readonly entries: number; readonly perSecond: number }> {
  await createTopics(connection, { services: [SERVICE] });
  const entries = await entriesIn(pool);
  const startMs = performance.now();
  await using relay = createRelay({ connection, service: SERVICE, pool });
  while (relay.status().published < entries) {
    if (performance.now() - startMs > GIVE_UP_AFTER_MS) throw new Error('The relay does not come to an end');
    await pause(LOOK_EVERY_MS);
  }
  return { entries, perSecond: (entries / (performance.now() - startMs)) * 1000 };
}
