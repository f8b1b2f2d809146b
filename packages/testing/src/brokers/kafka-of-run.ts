import { randomBytes } from 'node:crypto';

const SUFFIX_BYTES = 5;

/** The broker that all Kafka specs of a run share. */
export interface KafkaOfRun {
  readonly brokers: readonly string[];
  /** A name that no other spec and no other run uses, for a service, a topic or a group: `allocation-0f3a5c7e91`. */
  readonly unique: (name: string) => string;
}

/** The run's broker, as `@mdtf/testing/kafka-setup` or you have put it into MDTF_TEST_KAFKA_BROKERS; throws without one. */
export function kafkaOfRun(): KafkaOfRun {
  const brokers = process.env.MDTF_TEST_KAFKA_BROKERS?.split(',').map((address) => address.trim());
  if (brokers === undefined || brokers.includes(''))
    throw new Error(
      'A spec that needs Kafka is named *.kafka.spec.ts, or MDTF_TEST_KAFKA_BROKERS names a broker.',
    );
  return { brokers, unique: (name) => `${name}-${randomBytes(SUFFIX_BYTES).toString('hex')}` };
}
