import { glob } from 'node:fs/promises';
import { findBroker, isBrokerRequired } from '@mdtf/testing/brokers';
import { describeResult, root, runStep } from './step.ts';
import { kafkaStep } from './steps.ts';
import type { Tally } from './tally.ts';

/** What the Kafka suites came to, and why they were skipped where they were. */
export interface KafkaResult {
  readonly tally: Tally;
  readonly skippedBecause?: string;
}

/** Finds a broker, says which, runs the Kafka suites on it and ends it; without one each suite counts by `withoutBroker`. */
export async function runKafkaSuites(): Promise<KafkaResult> {
  const broker = await findBroker();
  if (broker.kind === 'none') {
    console.log(broker.reason);
    return withoutBroker(broker.reason, await countSuites(), isBrokerRequired());
  }
  console.log(broker.describe);
  try {
    process.env.MDTF_TEST_KAFKA_BROKERS = broker.brokers.join(',');
    const result = await runStep(kafkaStep);
    console.log(describeResult(result));
    return result;
  } finally {
    await broker.stop();
  }
}

/** Where a broker is required its want is one failure; elsewhere the suites are skipped, and the reason is told. */
export function withoutBroker(reason: string, suites: number, required: boolean): KafkaResult {
  if (required) return { tally: { passed: 0, failed: 1, skipped: 0 } };
  const skippedBecause = `the Kafka suites. ${reason}`;
  return { tally: { passed: 0, failed: 0, skipped: suites }, skippedBecause };
}

async function countSuites(): Promise<number> {
  let suites = 0;
  const pattern = '{packages,services,test}/**/*.kafka.spec.ts';
  const exclude = (name: string) => name.includes('node_modules');
  for await (const _ of glob(pattern, { cwd: root, exclude })) suites += 1;
  return suites;
}
