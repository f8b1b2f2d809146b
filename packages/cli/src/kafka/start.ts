import { startLocalKafka } from '@mdtf/testing/brokers';
import { readArguments, UsageError } from '../command-line.ts';
import { claimStart } from './claim-start.ts';
import { describeNodes } from './describe-nodes.ts';
import { findRunning, folderOf, NODE_COUNTS } from './place.ts';

const usage = 'mdtf kafka start [--nodes 1|3] [--port NUMBER] [--data FOLDER]';
const options = {
  nodes: { type: 'string', default: '1' },
  port: { type: 'string', default: '19092' },
  data: { type: 'string', default: '.mdtf' },
} as const;
const HIGHEST_PORT = 65_000;

/** Starts a Kafka in the background and settles when it serves; one that already runs is told and left as it is. */
export async function start(args: readonly string[]): Promise<number> {
  const { values } = readArguments(args, options, usage);
  const count = NODE_COUNTS.find((allowed) => String(allowed) === values.nodes);
  const port = Number(values.port);
  if (count === undefined) throw new UsageError(`--nodes is 1 or 3. Usage: ${usage}`);
  if (!Number.isInteger(port) || port < 1 || port > HIGHEST_PORT)
    throw new UsageError(`--port is a number from 1 to ${HIGHEST_PORT}. Usage: ${usage}`);
  await using _claim = await claimStart(values.data);
  const [running] = await findRunning(values.data);
  if (running !== undefined) {
    say(`Kafka already runs, ${running.nodes.length} of ${running.count} nodes:`);
    say(describeNodes(running.nodes));
    return running.nodes.length === running.count && running.count === count ? 0 : 1;
  }
  const folder = folderOf(values.data, count);
  const kafka = await startLocalKafka({ nodes: count, basePort: port, folder, outlives: true });
  const seconds = (kafka.startedInMs / 1000).toFixed(1);
  say(
    `Apache Kafka ${kafka.version}, ${count === 1 ? 'one node' : `${count} nodes`}, ready in ${seconds} s:`,
  );
  const [started] = await findRunning(values.data);
  say(describeNodes(started?.nodes ?? []));
  say(`MDTF_KAFKA_BROKERS=${kafka.brokers.join(',')}`);
  return 0;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
