import type { Timers } from '@mdtf/fund-log';
import type { Consumer, EachBatchPayload } from 'kafkajs';
import type { Assignment } from './fund-share.ts';
import { createKafkaClient } from './kafka-client.ts';
import type { KafkaConnection } from './kafka-connection.ts';

/** What a member of a consumer group does and is told. */
export interface KafkaMember {
  readonly connection: KafkaConnection;
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly timers: Timers;
  readonly stop: AbortSignal;
  /** Takes a batch of one partition in; called for several partitions at once. */
  readonly onBatch: (payload: EachBatchPayload) => Promise<void>;
  readonly onAssigned: (assigned: Assignment) => void;
  readonly onAlarm: (detail: string) => void;
  /** It failed for a reason that trying again does not change. */
  readonly onCrash: (error: Error) => void;
}

// A member that is gone is missed after this; what it leaves behind is taken over by comparing heads well before.
const SESSION_TIMEOUT_MS = 10_000;
const HEARTBEAT_INTERVAL_MS = 2_000;
const REBALANCE_TIMEOUT_MS = 15_000;
const MAX_WAIT_MS = 250;
const MAX_BYTES_PER_PARTITION = 1024 * 1024;
const MAX_BYTES = 8 * 1024 * 1024;
const PARTITIONS_AT_ONCE = 3;
/** Kafka's offsets are a hint where to begin; seldom enough to cost nothing. */
const COMMIT_INTERVAL_MS = 5_000;
const RETRY_MS = 1_000;
const MAX_RETRY_MS = 5_000;
const LEAVING_MS = 3_000;

/** Is a member of the group until it is stopped: whatever ends it for a passing reason, it joins again. */
export async function joinGroup(member: KafkaMember): Promise<void> {
  const { timers, stop, onAlarm, onCrash } = member;
  let told: string | undefined;
  let retryMs = RETRY_MS;
  while (!stop.aborted && member.topics.length > 0) {
    const began = timers.elapsedMs();
    const ended = await memberOnce(member);
    if (ended === undefined || stop.aborted) return;
    if (!isPassing(ended)) return onCrash(ended);
    if (timers.elapsedMs() - began > SESSION_TIMEOUT_MS) {
      retryMs = RETRY_MS;
      told = undefined;
    }
    // Once, not every few seconds for as long as the broker is away.
    if (ended.message !== told) onAlarm(`Kafka cannot be read: ${ended.message}`);
    told = ended.message;
    await timers.sleep(retryMs, stop);
    retryMs = Math.min(MAX_RETRY_MS, retryMs * 2);
  }
}

/** Joins, reads until that ends, and leaves; answers why it ended, or nothing when it was stopped. */
async function memberOnce(member: KafkaMember): Promise<Error | undefined> {
  const { connection, groupId, topics, timers, stop, onBatch, onAssigned } = member;
  const kafka = createKafkaClient(connection);
  const consumer = kafka.consumer({
    groupId,
    sessionTimeout: SESSION_TIMEOUT_MS,
    heartbeatInterval: HEARTBEAT_INTERVAL_MS,
    rebalanceTimeout: REBALANCE_TIMEOUT_MS,
    maxWaitTimeInMs: MAX_WAIT_MS,
    minBytes: 1,
    maxBytes: MAX_BYTES,
    maxBytesPerPartition: MAX_BYTES_PER_PARTITION,
    allowAutoTopicCreation: false,
    // Begun anew here, with connections of its own.
    retry: { retries: 2, restartOnFailure: async () => false },
  });
  const ended = Promise.withResolvers<Error | undefined>();
  const end = () => ended.resolve(undefined);
  stop.addEventListener('abort', end, { once: true });
  const offsets = new Map<string, { topic: string; partition: number; offset: string }>();
  try {
    const counts = await countPartitions(kafka, topics);
    consumer.on(consumer.events.CRASH, ({ payload }) => ended.resolve(payload.error));
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      offsets.clear();
      const assigned = Object.entries(payload.memberAssignment);
      onAssigned({ partitions: new Map(assigned.map(([topic, own]) => [topic, new Set(own)])), counts });
    });
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
      async eachBatch(payload) {
        await onBatch(payload);
        const { topic, partition } = payload.batch;
        const offset = String(BigInt(payload.batch.lastOffset()) + 1n);
        offsets.set(`${topic}/${partition}`, { topic, partition, offset });
        payload.resolveOffset(payload.batch.lastOffset());
        await payload.heartbeat();
      },
    });
    void commitSeldom(consumer, offsets, ended.promise, timers);
    return await ended.promise;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    ended.resolve(undefined);
    stop.removeEventListener('abort', end);
    await Promise.race([consumer.disconnect().catch(() => {}), timers.sleep(LEAVING_MS)]);
  }
}

async function countPartitions(
  kafka: ReturnType<typeof createKafkaClient>,
  topics: readonly string[],
): Promise<Map<string, number>> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const known = await admin.fetchTopicMetadata({ topics: [...topics] });
    return new Map(known.topics.map(({ name, partitions }) => [name, partitions.length]));
  } finally {
    await admin.disconnect();
  }
}

/**
 * Commits what was offered at the time of the commit before: by now it has most likely been handled. A wrong one, or one
 * that a member commits for partitions that it has lost (the library's issue 1046), costs reading, never an entry.
 */
async function commitSeldom(
  consumer: Consumer,
  offsets: ReadonlyMap<string, { topic: string; partition: number; offset: string }>,
  ended: Promise<unknown>,
  timers: Timers,
): Promise<void> {
  const over = new AbortController();
  void ended.then(() => over.abort());
  let before: readonly { topic: string; partition: number; offset: string }[] = [];
  while (!over.signal.aborted) {
    await timers.sleep(COMMIT_INTERVAL_MS, over.signal);
    const held = before.filter(({ topic, partition }) => offsets.has(`${topic}/${partition}`));
    before = [...offsets.values()];
    if (held.length > 0) await consumer.commitOffsets([...held]).catch(() => {});
  }
}

/** Whether the same may go well later: the broker is away, an election, a topic that is not there yet. */
function isPassing(error: Error): boolean {
  const { retriable, cause, name } = error as Error & { retriable?: boolean };
  if (name === 'KafkaJSNumberOfRetriesExceeded' || retriable === true) return true;
  return cause instanceof Error && isPassing(cause);
}
