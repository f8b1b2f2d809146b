import { findBroker } from './find-broker.ts';

/**
 * Vitest's global setup: one Kafka broker for the whole run, given to all workers as MDTF_TEST_KAFKA_BROKERS, and said
 * in one line. A broker already given there is used as it is. Without any the run fails. Answers the teardown.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const given = process.env.MDTF_TEST_KAFKA_BROKERS;
  const broker = await findBroker();
  if (broker.kind === 'none') throw new Error(broker.reason);
  // What is given was said by whoever gave it.
  if (broker.kind !== 'given') console.log(broker.describe);
  process.env.MDTF_TEST_KAFKA_BROKERS = broker.brokers.join(',');
  return async () => {
    if (given === undefined) delete process.env.MDTF_TEST_KAFKA_BROKERS;
    await broker.stop();
  };
}
