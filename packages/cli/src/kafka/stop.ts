import { stopRunningNodes } from '@mdtf/testing/brokers';
import { readArguments } from '../command-line.ts';
import { findRunning } from './place.ts';

const options = { data: { type: 'string', default: '.mdtf' } } as const;

/** Ends the Kafka of a data folder, whose data stays; all is good as well when none runs. */
export async function stop(args: readonly string[]): Promise<number> {
  const { values } = readArguments(args, options, 'mdtf kafka stop [--data FOLDER]');
  const running = await findRunning(values.data);
  if (running.length === 0) say('No Kafka runs here.');
  for (const { folder } of running)
    say(`Stopped ${nodesText(await stopRunningNodes(folder))}; ${folder} is kept.`);
  return 0;
}

const nodesText = (count: number): string => (count === 1 ? 'one node' : `${count} nodes`);
const say = (text: string): void => void process.stdout.write(`${text}\n`);
