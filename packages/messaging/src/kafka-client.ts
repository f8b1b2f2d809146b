import { Kafka, type KafkaConfig, type LogEntry, logLevel } from 'kafkajs';
import type { KafkaConnection } from './kafka-connection.ts';
import { quietenRequestQueue } from './kafka-request-queue.ts';

const CONNECTION_TIMEOUT_MS = 3_000;
const REQUEST_TIMEOUT_MS = 6_000;
/** Tries of one request before whoever asked decides; longer than an election of a partition's leader takes. */
const RETRIES = 4;

quietenRequestQueue();

/** A client whose waits are all bounded, and which says nothing by itself: whoever uses it gets errors and tells of them. */
export function createKafkaClient(connection: KafkaConnection, onLog?: (entry: LogEntry) => void): Kafka {
  const { brokers, clientId, tls, sasl } = connection;
  return new Kafka({
    brokers: [...brokers],
    clientId,
    ...(tls !== undefined && { ssl: { ...tls } }),
    // One of three shapes that differ in the mechanism's name alone.
    ...(sasl !== undefined && { sasl: { ...sasl } as NonNullable<KafkaConfig['sasl']> }),
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    authenticationTimeout: REQUEST_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    enforceRequestTimeout: true,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: RETRIES },
    logLevel: onLog === undefined ? logLevel.NOTHING : logLevel.WARN,
    logCreator: () => (entry) => onLog?.(entry),
  });
}
