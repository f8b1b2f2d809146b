import { encodeEntry, type RelayEntry } from '@mdtf/fund-log';
import type { Kafka, Message, Producer, RecordMetadata } from 'kafkajs';
import { EntriesRefused, type EntrySender, UnconfirmedPartitions } from './entry-sender.ts';
import { createKafkaClient } from './kafka-client.ts';
import type { KafkaConnection } from './kafka-connection.ts';
import { partitionOf, topicOf } from './partition-of.ts';

const ALL_REPLICAS = -1;
const CONFIRM_TIMEOUT_MS = 3_000;
/** Of the library's own tries: what fails goes to a new session, which asks the cluster anew who leads. */
const RETRIES = 1;
const REFUSALS = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD']);
const EVENT_ID = /"id":"([^"]+)"/;
const EVENT_TYPE = /"type":"([^"]+)"/;

interface Session {
  readonly producer: Producer;
  readonly partitions: number;
}

/**
 * Sends to a service's topic with a producer that is not idempotent: the library's idempotent one silently loses entries
 * (decision 12), and duplicates are skipped by their sequence. What is confirmed is compared with what was sent.
 */
export function createKafkaSender(connection: KafkaConnection, service: string): EntrySender {
  const topic = topicOf(service);
  let attempt = 0;
  let session: Promise<Session> | undefined;

  const open = async (): Promise<Session> => {
    attempt += 1;
    const kafka = createKafkaClient(connection, { attempt, retries: RETRIES });
    const partitions = await partitionsOf(kafka, topic);
    const producer = kafka.producer({
      idempotent: false,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      // Chosen here, so that a repeated send groups its entries as the first did.
      createPartitioner:
        () =>
        ({ message }) =>
          message.partition ?? 0,
    });
    await producer.connect();
    return { producer, partitions };
  };

  const close = async (): Promise<void> => {
    const closing = session;
    session = undefined;
    await closing?.then(({ producer }) => producer.disconnect()).catch(() => {});
  };

  return {
    async send(entries) {
      session ??= open();
      try {
        const { producer, partitions } = await session;
        const messages = entries.map((entry) => messageOf(entry, partitions));
        const timeout = CONFIRM_TIMEOUT_MS;
        confirm(topic, messages, await producer.send({ topic, messages, acks: ALL_REPLICAS, timeout }));
      } catch (error) {
        if (isRefusal(error)) throw new EntriesRefused(String(error), { cause: error });
        // With a connection and a picture of the cluster of its own, the next try starts from nothing.
        await close();
        throw error;
      }
    },
    [Symbol.asyncDispose]: close,
  };
}

async function partitionsOf(kafka: Kafka, topic: string): Promise<number> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    const count = topics[0]?.partitions.length ?? 0;
    if (count === 0) throw new Error(`There is no topic ${topic}: make it with "mdtf kafka topics"`);
    return count;
  } finally {
    await admin.disconnect();
  }
}

function messageOf({ fund, stored }: RelayEntry, partitions: number): Message & { partition: number } {
  const { envelope, payload, traceparent } = stored;
  return {
    key: fund,
    value: encodeEntry(stored),
    partition: partitionOf(fund, partitions),
    headers: {
      type: EVENT_TYPE.exec(payload)?.[1] ?? '',
      id: EVENT_ID.exec(envelope)?.[1] ?? '',
      ...(traceparent !== undefined && { traceparent }),
    },
  };
}

/** Throws unless every partition that was sent to has been confirmed: a leader that moves during a send is skipped silently. */
function confirm(
  topic: string,
  messages: readonly { readonly partition: number }[],
  confirmed: readonly RecordMetadata[],
): void {
  const stored = new Set(
    confirmed
      .filter(({ topicName, errorCode }) => topicName === topic && errorCode === 0)
      .map(({ partition }) => partition),
  );
  const missing = new Set(messages.map(({ partition }) => partition).filter((one) => !stored.has(one)));
  if (missing.size > 0) {
    throw new UnconfirmedPartitions(
      `${topic}: partitions ${[...missing].join(', ')} did not confirm what was sent`,
    );
  }
}

function isRefusal(error: unknown): boolean {
  return REFUSALS.has(String((error as { type?: unknown }).type));
}
