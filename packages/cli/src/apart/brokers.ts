import { join } from 'node:path';
import { createTopics, kafkaConnectionFrom } from '@mdtf/messaging';
import { startLocalKafka } from '@mdtf/testing/brokers';

/** A Kafka with the topics of every service: the variables that lead to it, and one line on what it is. */
export interface Brokers {
  readonly environment: Readonly<Record<string, string>>;
  readonly describe: string;
}

interface BrokersOptions {
  /** `MDTF_KAFKA_*` of one that is there already. */
  readonly given: Readonly<Record<string, string>> | undefined;
  readonly nodes: 1 | 3;
  readonly dataFolder: string;
}

/** Takes the Kafka that is given, else starts one from its published jars, and makes the topics that are missing. */
export async function openBrokers(
  { given, nodes, dataFolder }: BrokersOptions,
  stack: AsyncDisposableStack,
): Promise<Brokers> {
  const opened = given === undefined ? await startOwn(nodes, dataFolder, stack) : describeGiven(given);
  await createTopics(kafkaConnectionFrom(opened.environment, 'mdtf-apart'));
  return opened;
}

async function startOwn(nodes: 1 | 3, dataFolder: string, stack: AsyncDisposableStack): Promise<Brokers> {
  const kafka = stack.use(await startLocalKafka({ nodes, folder: join(dataFolder, `kafka-${nodes}`) }));
  return {
    environment: { MDTF_KAFKA_BROKERS: kafka.brokers.join(',') },
    describe: `Apache Kafka ${kafka.version}, ${nodes === 1 ? 'one node' : `${nodes} nodes`} at ${kafka.brokers.join(', ')}`,
  };
}

const describeGiven = (environment: Readonly<Record<string, string>>): Brokers => ({
  environment,
  describe: `the Kafka at ${environment.MDTF_KAFKA_BROKERS}`,
});
