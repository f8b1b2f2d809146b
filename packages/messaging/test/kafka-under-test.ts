import { kafkaOfRun } from '@mdtf/testing/brokers';
import { createTopics, type KafkaConnection, type TopicSettings } from '../src/index.ts';

/** The run's broker. */
export function connectionUnderTest(): KafkaConnection {
  return { brokers: kafkaOfRun().brokers, clientId: 'messaging-specs' };
}

/** A service's name that no other spec uses, with its topic made. */
export async function freshService(partitions = 3, settings: TopicSettings = {}): Promise<string> {
  const service = kafkaOfRun().unique('committee');
  await createTopics(connectionUnderTest(), { ...settings, services: [service], partitions });
  return service;
}
