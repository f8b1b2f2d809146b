import { Kafka, type KafkaConfig, logLevel } from 'kafkajs';
import type { KafkaConnection } from './kafka-connection.ts';
import { quietenRequestQueue } from './kafka-request-queue.ts';

const CONNECTION_TIMEOUT_MS = 3_000;
const REQUEST_TIMEOUT_MS = 4_000;

quietenRequestQueue();

/**
 * A client whose waits are all bounded, and which says nothing by itself: whoever uses it gets errors and tells of them.
 * The library begins with the first broker it is given and stays with one that is silent; so whoever tries again with a
 * new client counts the attempts, and each begins with another broker.
 */
export function createKafkaClient(
  { brokers, clientId, tls, sasl }: KafkaConnection,
  { attempt = 0, retries = 4 }: { readonly attempt?: number; readonly retries?: number } = {},
): Kafka {
  const first = attempt % brokers.length;
  return new Kafka({
    brokers: [...brokers.slice(first), ...brokers.slice(0, first)],
    clientId,
    ...(tls !== undefined && { ssl: { ...tls } }),
    // One of three shapes that differ in the mechanism's name alone.
    ...(sasl !== undefined && { sasl: { ...sasl } as NonNullable<KafkaConfig['sasl']> }),
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    authenticationTimeout: REQUEST_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    enforceRequestTimeout: true,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries },
    logLevel: logLevel.NOTHING,
  });
}
