export type { Bus, BusAlarm, Source } from './bus.ts';
export { createRelay, type RelayOptions } from './create-relay.ts';
export { createEmbeddedBus, type EmbeddedBusOptions } from './embedded-bus.ts';
export { createKafkaBus, type KafkaBusOptions } from './kafka-bus.ts';
export type { KafkaConnection } from './kafka-connection.ts';
export {
  hasKafka,
  type KafkaEnvironment,
  KafkaEnvironmentMistake,
  kafkaConnectionFrom,
} from './kafka-environment.ts';
export { readTopic, type TopicRecord } from './kafka-read-topic.ts';
export { createKafkaSender } from './kafka-sender.ts';
export { createTopics, PUBLISHERS, type TopicReport, type TopicSettings } from './kafka-topics.ts';
export { partitionOf, topicOf } from './partition-of.ts';
export type { Relay, RelayLimits, RelayStatus } from './relay.ts';
