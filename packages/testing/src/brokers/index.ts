export type { ClientAccess, Security } from './client-security.ts';
export { type FoundBroker, findBroker, isBrokerRequired, type NoBroker } from './find-broker.ts';
export type { KafkaNode } from './kafka-node.ts';
export { type KafkaOfRun, kafkaOfRun } from './kafka-of-run.ts';
export { type LocalKafka, type LocalKafkaOptions, startLocalKafka, whyNoLocalKafka } from './local-kafka.ts';
export { type ProxiedKafka, startProxiedKafka } from './proxied-kafka.ts';
export { BrokerRefusal, type BrokerRefusalCode } from './refusal.ts';
export { type RunningNode, runningNodes, stopRunningNodes } from './running-kafka.ts';
export { type AnswerFate, apiKeys, startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
