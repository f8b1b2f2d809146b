import { randomUUID } from 'node:crypto';
import { createKafkaClient } from './kafka-client.ts';
import type { KafkaConnection } from './kafka-connection.ts';

/** A record as a topic holds it. */
export interface TopicRecord {
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Reads all that a topic holds at the call, each partition in order: for looking into it, not for following it. */
export async function readTopic(connection: KafkaConnection, topic: string): Promise<TopicRecord[]> {
  const kafka = createKafkaClient(connection);
  const groupId = `mdtf.read.${randomUUID()}`;
  const admin = kafka.admin();
  const consumer = kafka.consumer({ groupId, allowAutoTopicCreation: false });
  const records: TopicRecord[] = [];
  await admin.connect();
  try {
    const ends = await admin.fetchTopicOffsets(topic);
    const open = new Map(
      ends.filter(({ low, high }) => low !== high).map(({ partition, high }) => [partition, BigInt(high)]),
    );
    if (open.size === 0) return [];
    const done = Promise.withResolvers<void>();
    consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
      if (!restart) done.reject(error);
    });
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      async eachBatch({ batch }) {
        const { partition, messages } = batch;
        for (const { offset, key, value, headers } of messages) {
          const texts = Object.entries(headers ?? {}).map(([name, text]) => [name, String(text)]);
          const record = { partition, offset: BigInt(offset), key: String(key), value: String(value) };
          records.push({ ...record, headers: Object.fromEntries(texts) });
        }
        if (BigInt(batch.lastOffset()) + 1n >= (open.get(partition) ?? 0n)) open.delete(partition);
        if (open.size === 0) done.resolve();
      },
    });
    await done.promise;
  } finally {
    await consumer.disconnect();
    await admin.deleteGroups([groupId]).catch(() => {});
    await admin.disconnect();
  }
  return records.sort((a, b) => a.partition - b.partition || Number(a.offset - b.offset));
}
