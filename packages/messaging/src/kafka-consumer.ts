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
/** Of the library's own tries: what fails goes to a new member, which begins with another broker. */
const RETRIES = 1;
/** Whoever was a member for so long has not failed in joining. */
const LASTED_MS = 30_000;
/** How often in a row something that is said to be final has to be met; each broker is asked. */
const MAX_FINAL_FAILURES = 3;

/** Is a member of the group until it is stopped: whatever ends it for a passing reason, it joins again. */
export async function joinGroup(member: KafkaMember): Promise<void> {
  const { timers, stop, topics, onAlarm, onCrash } = member;
  let told: string | undefined;
  let failures = 0;
  for (let attempt = 0; !stop.aborted && topics.length > 0; attempt += 1) {
    const began = timers.elapsedMs();
    const ended = await memberOnce(member, attempt);
    if (ended === undefined || stop.aborted) return;
    const lasted = timers.elapsedMs() - began > LASTED_MS;
    failures = lasted ? 1 : failures + 1;
    if (isFinal(ended) && failures >= MAX_FINAL_FAILURES) return onCrash(ended);
    // Not the first time, which an election of a leader explains, and once for as long as the broker is away.
    if (failures > 1 && ended.message !== told) onAlarm(`Kafka cannot be read: ${ended.message}`);
    told = failures > 1 ? ended.message : undefined;
    await timers.sleep(Math.min(MAX_RETRY_MS, RETRY_MS * failures), stop);
  }
}

/** Joins, reads until that ends, and leaves; answers why it ended, or nothing when it was stopped. */
async function memberOnce(member: KafkaMember, attempt: number): Promise<Error | undefined> {
  const { connection, groupId, topics, timers, stop, onBatch, onAssigned } = member;
  const kafka = createKafkaClient(connection, { attempt, retries: RETRIES });
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
    retry: { retries: RETRIES, restartOnFailure: async () => false },
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

/**
 * Whether it will fail again however often it is tried. The library calls many things so that pass, among them a broker
 * that is not connected yet; what does not pass is that this process is not let in.
 */
function isFinal(error: Error): boolean {
  const { type, cause, name } = error as Error & { type?: string };
  if (name === 'KafkaJSSASLAuthenticationError' || name === 'KafkaJSNotImplemented') return true;
  if (/AUTHORIZATION_FAILED$|^(UNSUPPORTED_SASL_MECHANISM|ILLEGAL_SASL_STATE)$/.test(type ?? '')) return true;
  return cause instanceof Error && isFinal(cause);
}
