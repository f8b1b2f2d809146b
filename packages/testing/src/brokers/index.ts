export type { KafkaNode } from './kafka-node.ts';
export { type LocalKafka, type LocalKafkaOptions, startLocalKafka } from './local-kafka.ts';
export { BrokerRefusal, type BrokerRefusalCode } from './refusal.ts';
