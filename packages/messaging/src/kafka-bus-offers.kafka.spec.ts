import { decodeEntry, encodeEntry, type LogReader, memoryRelayLog } from '@mdtf/fund-log';
import { startLocalKafka } from '@mdtf/testing/brokers';
import type { Message, Producer } from 'kafkajs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { connectionUnderTest, freshService } from '../test/kafka-under-test.ts';
import { type NoteSource, noteReader, noteSource } from '../test/note-taking.ts';
import type { BusAlarm } from './bus.ts';
import { createKafkaBus, createTopics, type KafkaConnection, partitionOf, topicOf } from './index.ts';
import { createKafkaClient } from './kafka-client.ts';
import { createKafkaSender } from './kafka-sender.ts';
import { runRelay } from './run-relay.ts';

const PATIENCE = { timeout: 30_000, interval: 10 };
const NEVER_MS = 3_600_000;

/** A reader that counts what is asked of it. */
function counted(reader: LogReader) {
  const asked = { pages: 0, entries: 0 };
  const counting: LogReader = {
    ...reader,
    async page(fund, after, limit) {
      const page = await reader.page(fund, after, limit);
      asked.pages += 1;
      asked.entries += page.entries.length;
      return page;
    },
  };
  return { asked, reader: counting };
}

/** A bus that compares heads only when it begins, and what it reads from the log is counted. */
async function follow(source: NoteSource, connection = connectionUnderTest(), headsIntervalMs = NEVER_MS) {
  const service = source.reader.service;
  const { asked, reader } = counted(source.reader);
  const alarms: BusAlarm[] = [];
  const bus = createKafkaBus({
    connection,
    subscriber: `reader-${service}`,
    sources: [{ reader }],
    limits: { headsIntervalMs, retryMs: 20 },
    onAlarm: (alarm) => alarms.push(alarm),
  });
  onTestFinished(() => bus[Symbol.asyncDispose]());
  const notes = noteReader();
  const subscription = bus.follow(service, notes.handler);
  return { asked, alarms, notes, subscription };
}

async function producerOn(connection: KafkaConnection): Promise<Producer> {
  const producer = createKafkaClient(connection).producer({ allowAutoTopicCreation: false });
  await producer.connect();
  onTestFinished(() => producer.disconnect());
  return producer;
}

/** A fund's entries as they would be published. */
async function recordsOf({ reader }: NoteSource, fund: string): Promise<Message[]> {
  const { entries } = await reader.page(fund, 0n, 1_000);
  return entries.map((entry) => ({ key: fund, partition: partitionOf(fund, 3), value: encodeEntry(entry) }));
}

describe('entries that come over Kafka', () => {
  it('are handled without a look into the source’s log', async () => {
    await using source = await noteSource(await freshService());
    await using _relay = relayOf(source);
    const { notes, asked } = await follow(source);
    // The last as large as an entry may be: each character takes four bytes as sent.
    const texts = [...Array.from({ length: 200 }, (_, n) => `note ${n}`), '"'.repeat(130_000)];
    for (const text of texts) await source.note('imdp', text);
    await vi.waitFor(() => expect(notes.notes('imdp')).toEqual(texts), PATIENCE);
    expect(asked).toEqual({ pages: 0, entries: 0 });
  });

  it('are completed from the source where one between or the one before is missing', async () => {
    await using source = await noteSource(await freshService());
    const { notes, asked } = await follow(source);
    for (const text of ['one', 'two', 'three', 'four', 'five']) await source.note('imdp', text);
    const [, second, , fourth, fifth] = await recordsOf(source, 'imdp');
    const producer = await producerOn(connectionUnderTest());
    const messages = [second, fourth, fifth].flatMap((record) => record ?? []);
    await producer.send({ topic: topicOf(source.reader.service), messages });
    await vi.waitFor(
      () => expect(notes.notes('imdp')).toEqual(['one', 'two', 'three', 'four', 'five']),
      PATIENCE,
    );
    expect(asked.entries).toBe(2);
  });

  it('do no harm when they are old, come twice, or in the wrong order', async () => {
    await using source = await noteSource(await freshService());
    const { notes } = await follow(source);
    for (const text of ['one', 'two', 'three', 'four']) await source.note('imdp', text);
    const [first, second, third, fourth] = await recordsOf(source, 'imdp');
    const messages = [third, first, second, second, first, fourth, third, first].flatMap((one) => one ?? []);
    const producer = await producerOn(connectionUnderTest());
    await producer.send({ topic: topicOf(source.reader.service), messages });
    await vi.waitFor(() => expect(notes.notes('imdp')).toHaveLength(4), PATIENCE);
    await source.note('imdp', 'five');
    await producer.send({
      topic: topicOf(source.reader.service),
      messages: (await recordsOf(source, 'imdp')).slice(4),
    });
    await vi.waitFor(
      () => expect(notes.notes('imdp')).toEqual(['one', 'two', 'three', 'four', 'five']),
      PATIENCE,
    );
  });

  it('are left out with an alarm when they are none of the source’s, and stop nothing', async () => {
    await using source = await noteSource(await freshService());
    await using other = await noteSource('other');
    const { notes, alarms } = await follow(source);
    await source.note('imdp', 'one');
    await other.note('imdp', 'of another service');
    const [foreign] = await recordsOf(other, 'imdp');
    const [own] = await recordsOf(source, 'imdp');
    const { envelope, salt } = decodeEntry(String(own?.value));
    const changed = { ...own, value: encodeEntry({ envelope, salt, payload: '{"changed":true}' }) };
    const producer = await producerOn(connectionUnderTest());
    await producer.send({
      topic: topicOf(source.reader.service),
      messages: [foreign, { value: 'not an entry' }, { value: null }, changed, own].flatMap(
        (one) => one ?? [],
      ),
    });
    await vi.waitFor(() => expect(notes.notes('imdp')).toEqual(['one']), PATIENCE);
    expect(alarms.length).toBeGreaterThan(0);
    for (const { detail } of alarms) expect(detail).toContain('left out');
  });

  it('cannot make a fork: an entry of another history is not followed, the source is', async () => {
    const service = await freshService();
    await using source = await noteSource(service);
    await using restored = await noteSource(service);
    const { notes, alarms, subscription } = await follow(source);
    for (const text of ['one', 'two', 'three']) await source.note('imdp', text);
    for (const text of ['other one', 'other two', 'other three']) await restored.note('imdp', text);
    const [first] = await recordsOf(source, 'imdp');
    const [, second, third] = await recordsOf(restored, 'imdp');
    const producer = await producerOn(connectionUnderTest());
    const messages = [first, second, third].flatMap((one) => one ?? []);
    await producer.send({ topic: topicOf(service), messages });
    await vi.waitFor(() => expect(notes.notes('imdp')).toEqual(['one', 'two', 'three']), PATIENCE);
    expect(alarms).toEqual([]);
    expect(subscription.status()).toMatchObject([{ state: 'following' }]);
  });
});

describe('a bus without Kafka', () => {
  it('works by comparing heads, at the start and in the middle, and takes to Kafka again when it is back', async () => {
    await using kafka = await startLocalKafka({ nodes: 1 });
    const [node] = kafka.nodes;
    const connection = { brokers: kafka.brokers, clientId: 'away' };
    await createTopics(connection, { services: ['committee'], partitions: 1 });
    await using source = await noteSource();
    await node?.kill('SIGKILL');
    await using relay = relayOf(source, connection);
    const { notes, asked, alarms } = await follow(source, connection, 200);
    await source.note('imdp', 'while it is away');
    await vi.waitFor(() => expect(notes.notes('imdp')).toHaveLength(1), PATIENCE);
    await vi.waitFor(() => expect(alarms.length).toBeGreaterThan(0), PATIENCE);

    await node?.restart();
    await vi.waitFor(() => expect(relay.status()).toMatchObject({ published: 1, lag: 0 }), PATIENCE);
    // Until entries come over Kafka again.
    let written = 1;
    await vi.waitFor(async () => {
      const pages = asked.pages;
      await source.note('imdp', 'note');
      written += 1;
      await vi.waitFor(() => expect(notes.notes('imdp')).toHaveLength(written), PATIENCE);
      expect(asked.pages).toBe(pages);
    }, PATIENCE);

    await node?.kill('SIGKILL');
    await source.note('imdp', 'away again');
    await vi.waitFor(() => expect(notes.notes('imdp')).toHaveLength(written + 1), PATIENCE);
    expect(alarms.length).toBeLessThan(10);
  });
});

function relayOf({ reader, wakeups }: NoteSource, connection = connectionUnderTest()) {
  return runRelay({
    log: memoryRelayLog(reader),
    sender: createKafkaSender(connection, reader.service),
    limits: { lookIntervalMs: 50, retryMs: 50 },
    ...(wakeups !== undefined && { wakeups }),
  });
}
