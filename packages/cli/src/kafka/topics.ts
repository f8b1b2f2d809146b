import { createTopics, kafkaConnectionFrom } from '@mdtf/messaging';
import { readArguments, UsageError } from '../command-line.ts';

const usage = 'mdtf kafka topics [--partitions NUMBER] [--replication NUMBER] [--retention-hours NUMBER]';

const options = {
  partitions: { type: 'string' },
  replication: { type: 'string' },
  'retention-hours': { type: 'string' },
} as const;

const HOUR_MS = 3_600_000;
const MOST = 10_000;

/**
 * Makes the topics that are missing on the Kafka of `MDTF_KAFKA_*`, and says how each stands; what is there stays as it
 * is. The exit code is 1 where a topic is otherwise than asked for.
 */
export async function topics(args: readonly string[]): Promise<number> {
  const { values } = readArguments(args, options, usage);
  const partitions = numberOf('partitions', values.partitions);
  const replication = numberOf('replication', values.replication);
  const hours = numberOf('retention-hours', values['retention-hours']);
  const reports = await createTopics(kafkaConnectionFrom(process.env, 'mdtf-topics'), {
    ...(partitions !== undefined && { partitions }),
    ...(replication !== undefined && { replication }),
    ...(hours !== undefined && { retentionMs: hours * HOUR_MS }),
  });
  for (const { topic, created, partitions, replication, differs } of reports) {
    const how = `${partitions} partitions on ${replication} ${replication === 1 ? 'broker' : 'brokers'}`;
    say([`${topic}: ${created ? 'made' : 'there'}, ${how}`, ...differs].join('; '));
  }
  return reports.every(({ differs }) => differs.length === 0) ? 0 : 1;
}

function numberOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > MOST)
    throw new UsageError(`--${name} is a whole number from 1 to ${MOST}. Usage: ${usage}`);
  return value;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
