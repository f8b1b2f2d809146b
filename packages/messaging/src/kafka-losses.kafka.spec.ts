import { memoryRelayLog } from '@mdtf/fund-log';
import { apiKeys, startProxiedKafka } from '@mdtf/testing/brokers';
import { type Admin, Kafka, logLevel, type Producer } from 'kafkajs';
import Broker from 'kafkajs/src/broker/index.js';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { connectionUnderTest, freshService } from '../test/kafka-under-test.ts';
import { type NoteSource, noteSource } from '../test/note-taking.ts';
import type { BusAlarm } from './bus.ts';
import { createTopics, type KafkaConnection, partitionOf, readTopic, topicOf } from './index.ts';
import { createKafkaSender } from './kafka-sender.ts';
import { runRelay } from './run-relay.ts';

const PATIENCE = { timeout: 30_000, interval: 20 };

/** The library as it is commonly used: idempotent, and trusted when it says that a send has succeeded. */
async function trustedProducer(
  { brokers, clientId }: KafkaConnection,
  requestTimeout = 30_000,
): Promise<Producer> {
  const kafka = new Kafka({ brokers: [...brokers], clientId, requestTimeout, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  onTestFinished(() => producer.disconnect());
  return producer;
}

async function adminOf({ brokers, clientId }: KafkaConnection): Promise<Admin> {
  const admin = new Kafka({ brokers: [...brokers], clientId, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  onTestFinished(() => admin.disconnect());
  return admin;
}

function relayOf(connection: KafkaConnection, { reader, wakeups }: NoteSource, alarms: BusAlarm[] = []) {
  return runRelay({
    log: memoryRelayLog(reader),
    sender: createKafkaSender(connection, reader.service),
    ...(wakeups !== undefined && { wakeups }),
    limits: { maxRows: 3, lookIntervalMs: 50, retryMs: 10 },
    onAlarm: (alarm) => alarms.push(alarm),
  });
}

const valuesOf = async (connection: KafkaConnection, topic: string): Promise<string[]> =>
  (await readTopic(connection, topic)).map(({ value }) => value);

/** Of each fund, the sequences in its topic, each where it is for the first time. */
async function sequencesIn(connection: KafkaConnection, service: string): Promise<Map<string, number[]>> {
  const found = new Map<string, Set<number>>();
  for (const { key, value } of await readTopic(connection, topicOf(service))) {
    const { sequence } = JSON.parse(JSON.parse(value).envelope) as { sequence: string };
    found.set(key, (found.get(key) ?? new Set()).add(Number(sequence)));
  }
  return new Map(Array.from(found, ([fund, sequences]) => [fund, [...sequences]]));
}

/** A fund whose entries go to a partition. */
function fundOn(partition: number, partitions: number): string {
  const fund = Array.from({ length: 100 }, (_, n) => `fund-${n}`).find(
    (name) => partitionOf(name, partitions) === partition,
  );
  if (fund === undefined) throw new Error(`No fund goes to partition ${partition}`);
  return fund;
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);

describe('an answer of the broker that is lost', () => {
  it('loses what is sent at the same time by an idempotent producer, though both sends succeed', async () => {
    await using proxied = await startProxiedKafka({ nodes: 1 });
    const connection = { brokers: proxied.kafka.brokers, clientId: 'losses' };
    await createTopics(connection, { services: ['a'], partitions: 1 });
    const producer = await trustedProducer(connection, 1_000);
    let dropped = false;
    proxied.proxies[0]?.decideAnswers((apiKey) => {
      if (apiKey !== apiKeys.produce || dropped) return 'pass';
      dropped = true;
      return 'drop';
    });
    const send = (value: string) => producer.send({ topic: topicOf('a'), messages: [{ value }] });
    await Promise.all([send('first'), send('second')]);
    const [one, other, ...more] = await valuesOf(connection, topicOf('a'));
    expect([other, more]).toEqual([one, []]);
  });

  it('loses nothing that a relay publishes: what was not confirmed comes again', async () => {
    await using proxied = await startProxiedKafka({ nodes: 1 });
    const connection = { brokers: proxied.kafka.brokers, clientId: 'losses' };
    await createTopics(connection, { services: ['committee'], partitions: 1 });
    await using source = await noteSource();
    let answers = 0;
    proxied.proxies[0]?.decideAnswers((apiKey) => {
      if (apiKey !== apiKeys.produce) return 'pass';
      answers += 1;
      return answers % 3 === 1 ? 'cut' : 'pass';
    });
    for (let n = 0; n < 20; n += 1) await source.note('imdp', `note ${n}`);
    await using relay = relayOf(connection, source);
    await vi.waitFor(() => expect(relay.status().published).toBe(20), PATIENCE);
    expect(proxied.proxies[0]?.droppedAnswers).toBeGreaterThan(2);
    expect(await sequencesIn(connection, 'committee')).toEqual(new Map([['imdp', upTo(20)]]));
    expect((await readTopic(connection, topicOf('committee'))).length).toBeGreaterThan(20);
  });
});

describe('a partition whose leader moves while several are sent to', () => {
  /** Two partitions led by different nodes; the next send to the second waits until that one has moved to the first's leader. */
  async function movingLeader(connection: KafkaConnection, service: string) {
    const admin = await adminOf(connection);
    const topic = topicOf(service);
    const replicaAssignment = [
      { partition: 0, replicas: [1] },
      { partition: 1, replicas: [2] },
    ];
    await admin.createTopics({ topics: [{ topic, replicaAssignment }], waitForLeaders: true });
    const leaders = async () =>
      (await admin.fetchTopicMetadata({ topics: [topic] })).topics[0]?.partitions
        .toSorted((a, b) => a.partitionId - b.partitionId)
        .map(({ leader }) => leader);
    await vi.waitFor(async () => expect(await leaders()).toEqual([1, 2]), PATIENCE);

    const { produce } = Broker.prototype;
    const restore = () => {
      Broker.prototype.produce = produce;
    };
    onTestFinished(restore);
    const firstTaken = Promise.withResolvers<void>();
    Broker.prototype.produce = async function slowly(request) {
      if (this.nodeId === 1) {
        const answer = await produce.call(this, request);
        firstTaken.resolve();
        return answer;
      }
      await firstTaken.promise;
      restore();
      await admin.alterPartitionReassignments({
        topics: [{ topic, partitionAssignment: [{ partition: 1, replicas: [1] }] }],
      });
      await vi.waitFor(async () => expect(await leaders()).toEqual([1, 1]), PATIENCE);
      return produce.call(this, request);
    };
  }

  it('is left out in silence by a producer that is trusted, and by a relay sent to again', async () => {
    await using proxied = await startProxiedKafka({ nodes: 3 });
    const connection = { brokers: proxied.kafka.brokers, clientId: 'losses' };
    await movingLeader(connection, 'a');
    const producer = await trustedProducer(connection);
    const topic = topicOf('a');
    const messages = [
      { partition: 0, value: 'first' },
      { partition: 1, value: 'second' },
    ];
    await producer.send({ topic, messages });
    expect(await valuesOf(connection, topic)).toEqual(['first']);

    await movingLeader(connection, 'committee');
    await using source = await noteSource();
    const funds = [fundOn(0, 2), fundOn(1, 2)];
    const alarms: BusAlarm[] = [];
    for (const fund of funds) await source.note(fund, 'note');
    await using relay = relayOf(connection, source, alarms);
    await vi.waitFor(() => expect(relay.status().published).toBe(2), PATIENCE);
    // A broker that has not heard of its new topic yet may have been told of before.
    const notConfirmed = expect.stringContaining('partitions 1 did not confirm');
    expect(alarms).toContainEqual(expect.objectContaining({ detail: notConfirmed }));
    expect(await sequencesIn(connection, 'committee')).toEqual(new Map(funds.map((fund) => [fund, [1]])));
  });
});

describe('a send that is refused in one partition and stored in another', () => {
  const maxMessageBytes = 20_000;
  const large = 'x'.repeat(2 * maxMessageBytes);

  it('has an idempotent producer lose what is sent next, though that send succeeds', async () => {
    const connection = connectionUnderTest();
    const service = await freshService(2, { maxMessageBytes });
    const topic = topicOf(service);
    const producer = await trustedProducer(connection);
    const refused = producer.send({
      topic,
      messages: [
        { partition: 0, value: large },
        { partition: 1, value: 'first' },
      ],
    });
    await expect(refused).rejects.toThrow(/larger/);
    await producer.send({ topic, messages: [{ partition: 1, value: 'second' }] });
    expect(await valuesOf(connection, topic)).toEqual(['first']);
  });

  it('loses nothing that a relay publishes: the fund is set aside, and the others go on', async () => {
    const connection = connectionUnderTest();
    const service = await freshService(2, { maxMessageBytes });
    await using source = await noteSource(service);
    const [refused, other] = [fundOn(0, 2), fundOn(1, 2)];
    await source.note(refused, 'note');
    await source.note(refused, large);
    await source.note(refused, 'note');
    const alarms: BusAlarm[] = [];
    await using relay = relayOf(connection, source, alarms);
    for (let n = 0; n < 10; n += 1) await source.note(other, 'note');
    await vi.waitFor(() => expect(relay.status().published).toBe(11), PATIENCE);
    expect(relay.status().aside).toMatchObject([{ fund: refused }]);
    expect(alarms).toMatchObject([{ fund: refused, detail: expect.stringContaining('entry 2') }]);
    expect(await sequencesIn(connection, service)).toEqual(
      new Map([
        [refused, [1]],
        [other, upTo(10)],
      ]),
    );
  });
});
