import type { CommandLine } from '../command-line.ts';
import { UsageError } from '../command-line.ts';

/** The subcommands of `mdtf kafka`, each loaded when it is asked for. */
const subcommands: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  start: async (args) => (await import('./start.ts')).start(args),
  stop: async (args) => (await import('./stop.ts')).stop(args),
  status: async (args) => (await import('./status.ts')).status(args),
  topics: async (args) => (await import('./topics.ts')).topics(args),
};

const usage = 'mdtf kafka start [--nodes 1|3] [--port NUMBER] | stop | status | topics   [--data FOLDER]';

/** `mdtf kafka`: brokers for development, from Apache Kafka's published jars, in the background. */
export const kafkaCommand: CommandLine = {
  summary: 'start, stop and look at real Kafka brokers for development',
  usage,
  async run([name = '', ...args]) {
    const subcommand = subcommands[name];
    if (subcommand === undefined)
      throw new UsageError(
        `${name === '' ? 'What of Kafka?' : `There is no kafka ${name}.`} Usage: ${usage}`,
      );
    return subcommand(args);
  },
};
