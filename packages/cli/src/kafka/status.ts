import { readArguments } from '../command-line.ts';
import { describeNodes } from './describe-nodes.ts';
import { findRunning } from './place.ts';

const options = { data: { type: 'string', default: '.mdtf' } } as const;

/** Says which nodes run, what they serve and hold; the exit code is 1 unless all of a Kafka's nodes serve. */
export async function status(args: readonly string[]): Promise<number> {
  const { values } = readArguments(args, options, 'mdtf kafka status [--data FOLDER]');
  const running = await findRunning(values.data);
  if (running.length === 0) say('No Kafka runs here: mdtf kafka start.');
  for (const { count, nodes } of running) {
    say(`Kafka, ${nodes.length} of ${count} nodes:`);
    say(describeNodes(nodes));
    say(`MDTF_KAFKA_BROKERS=${nodes.map(({ address }) => address).join(',')}`);
  }
  const whole = running.every(
    ({ count, nodes }) => nodes.length === count && nodes.every((node) => node.serves),
  );
  return running.length > 0 && whole ? 0 : 1;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
