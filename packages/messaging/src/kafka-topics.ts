import kafkajs from 'kafkajs';
import { createKafkaClient } from './kafka-client.ts';
import type { KafkaConnection } from './kafka-connection.ts';
import { topicOf } from './partition-of.ts';

/** What can be chosen of the topics. */
export interface TopicSettings {
  readonly services?: readonly string[];
  readonly partitions?: number;
  /** Fewer where there are fewer brokers. */
  readonly replication?: number;
  /** Where a topic has as many replicas; a write is confirmed once it is on so many. */
  readonly minInSyncReplicas?: number;
  readonly retentionMs?: number;
  /** Of one batch; less than what a relay sends at once has it sent in parts. */
  readonly maxMessageBytes?: number;
}

/** What stands now. */
export interface TopicReport {
  readonly topic: string;
  readonly created: boolean;
  readonly partitions: number;
  readonly replication: number;
  /** Settings that differ from those asked for, and were left as they are. */
  readonly differs: readonly string[];
}

/** The services that publish. */
export const PUBLISHERS: readonly string[] = ['committee', 'proposals', 'allocation', 'reporting'];

const DEFAULT_PARTITIONS = 12;
const DEFAULT_REPLICATION = 3;
const DEFAULT_MIN_IN_SYNC = 2;
const WEEK_MS = 7 * 24 * 3_600_000;

/** Of one batch: above what a relay sends at once, and so above any entry. */
export const MAX_MESSAGE_BYTES = 2 * 1024 * 1024;

/** Makes the topics that are missing and tells how each stands; what exists is never changed. */
export async function createTopics(
  connection: KafkaConnection,
  settings: TopicSettings = {},
): Promise<TopicReport[]> {
  const admin = createKafkaClient(connection).admin();
  await admin.connect();
  try {
    const topics = (settings.services ?? PUBLISHERS).map(topicOf);
    const { brokers } = await admin.describeCluster();
    const replication = Math.min(settings.replication ?? DEFAULT_REPLICATION, brokers.length);
    const numPartitions = settings.partitions ?? DEFAULT_PARTITIONS;
    const wanted = configOf(settings, replication);
    const existing = new Set(await admin.listTopics());
    const missing = topics.filter((topic) => !existing.has(topic));
    const configEntries = Object.entries(wanted).map(([name, value]) => ({ name, value }));
    await admin.createTopics({
      topics: missing.map((topic) => ({
        topic,
        numPartitions,
        replicationFactor: replication,
        configEntries,
      })),
    });
    const { topics: known } = await admin.fetchTopicMetadata({ topics });
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: topics.map((name) => ({
        type: kafkajs.ConfigResourceTypes.TOPIC,
        name,
        configNames: Object.keys(wanted),
      })),
    });
    return known.map(({ name, partitions }) => {
      const found = resources.find(({ resourceName }) => resourceName === name)?.configEntries ?? [];
      const replicas = partitions[0]?.replicas.length ?? 0;
      return {
        topic: name,
        created: missing.includes(name),
        partitions: partitions.length,
        replication: replicas,
        differs: [
          ...differing('partitions', partitions.length, numPartitions),
          ...differing('replication', replicas, replication),
          ...found.flatMap(({ configName, configValue }) =>
            differing(configName, configValue, wanted[configName] ?? configValue),
          ),
        ],
      };
    });
  } finally {
    await admin.disconnect();
  }
}

function configOf(settings: TopicSettings, replication: number): Record<string, string> {
  const inSync = Math.min(settings.minInSyncReplicas ?? DEFAULT_MIN_IN_SYNC, replication);
  return {
    'min.insync.replicas': String(inSync),
    'max.message.bytes': String(settings.maxMessageBytes ?? MAX_MESSAGE_BYTES),
    'retention.ms': String(settings.retentionMs ?? WEEK_MS),
    'cleanup.policy': 'delete',
    'unclean.leader.election.enable': 'false',
  };
}

function differing(name: string, is: string | number, wanted: string | number): string[] {
  return String(is) === String(wanted) ? [] : [`${name} is ${is}, not ${wanted}`];
}
