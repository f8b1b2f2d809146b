import { memoryRelayLog } from '@mdtf/fund-log';
import { startLocalKafka } from '@mdtf/testing/brokers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { connectionUnderTest, freshService } from '../test/kafka-under-test.ts';
import { noteReader, noteSource } from '../test/note-taking.ts';
import type { BusAlarm } from './bus.ts';
import { createKafkaBus, createTopics, type KafkaConnection, readTopic, topicOf } from './index.ts';
import { createKafkaSender } from './kafka-sender.ts';
import { runRelay } from './run-relay.ts';

const PATIENCE = { timeout: 30_000, interval: 10 };

/** A note goes all the way, over Kafka alone. */
async function carriesNotes(connection: KafkaConnection, service: string): Promise<void> {
  await using source = await noteSource(service);
  const { reader, wakeups } = source;
  await using _relay = runRelay({
    log: memoryRelayLog(reader),
    sender: createKafkaSender(connection, service),
    ...(wakeups !== undefined && { wakeups }),
  });
  await using bus = createKafkaBus({
    connection,
    subscriber: `reader-${service}`,
    sources: [{ reader }],
    limits: { headsIntervalMs: 3_600_000 },
  });
  const notes = noteReader();
  bus.follow(service, notes.handler);
  await source.note('imdp', 'note');
  await vi.waitFor(() => expect(notes.notes('imdp')).toEqual(['note']), PATIENCE);
}

describe('a Kafka that asks who one is', () => {
  it.each(['tls', 'mtls', 'sasl-scram'] as const)('is spoken to over %s', async (security) => {
    await using kafka = await startLocalKafka({ nodes: 1, security });
    const connection = { brokers: kafka.brokers, clientId: 'secured', ...kafka.access };
    await createTopics(connection, { services: ['committee'], partitions: 2 });
    await carriesNotes(connection, 'committee');
  });

  it('ends the reading with a word to the process when it does not let one in', async () => {
    const alarms: BusAlarm[] = [];
    const crashed = Promise.withResolvers<Error>();
    const sasl = { mechanism: 'plain', username: 'nobody', password: 'wrong' } as const;
    await using source = await noteSource(await freshService());
    const bus = createKafkaBus({
      connection: { ...connectionUnderTest(), sasl },
      subscriber: 'nobody',
      sources: [{ reader: source.reader }],
      onAlarm: (alarm) => alarms.push(alarm),
      onCrash: crashed.resolve,
    });
    onTestFinished(() => bus[Symbol.asyncDispose]());
    expect(await crashed.promise).toBeInstanceOf(Error);
    expect(alarms.at(-1)?.detail).toContain('not read any more');
  });
});

describe('the topics', () => {
  it('are made once, as they are wanted; one that is otherwise is left so and told', async () => {
    const service = await freshService(3);
    const wanted = { services: [service], partitions: 3 };
    const [report] = await createTopics(connectionUnderTest(), wanted);
    expect(report).toEqual({
      topic: topicOf(service),
      created: false,
      partitions: 3,
      replication: expect.any(Number),
      differs: [],
    });
    const [other] = await createTopics(connectionUnderTest(), {
      ...wanted,
      partitions: 6,
      retentionMs: 60_000,
    });
    expect(other).toMatchObject({
      created: false,
      partitions: 3,
      differs: ['partitions is 3, not 6', 'retention.ms is 604800000, not 60000'],
    });
    expect(await readTopic(connectionUnderTest(), topicOf(service))).toEqual([]);
  });
});

it('tells the client library’s connections to warn of nothing', async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => void warnings.push(warning);
  process.on('warning', note);
  onTestFinished(() => void process.off('warning', note));
  await createTopics(connectionUnderTest(), { services: [await freshService()] });
  // Warnings are told in a later turn.
  await new Promise((resolve) => setImmediate(resolve));
  expect(warnings).toEqual([]);
});
