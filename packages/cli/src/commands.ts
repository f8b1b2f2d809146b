import { type CommandLine, IMPORT_USAGE, RELAY_USAGE } from './command-line.ts';
import { reportCommand } from './commands/report.ts';
import { scriptCommand } from './commands/script.ts';
import { kafkaCommand } from './kafka/command.ts';

/** Every command of `mdtf` by its name. */
export const commands: Readonly<Record<string, CommandLine>> = {
  report: reportCommand,
  // The next ones are loaded when they are asked for: they bring much along, the whole system most of them.
  import: {
    summary: 'load published records from CSV or JSON files',
    usage: IMPORT_USAGE,
    run: async (args) => (await import('./commands/import.ts')).importRecords(args),
  },
  demo: {
    summary: 'tell the story of the demonstration fund, every figure checked',
    usage: 'mdtf demo [--url URL] [--quiet]',
    run: async (args) => (await import('./commands/demo.ts')).demo(args),
  },
  apart: {
    summary: 'run the system as five processes over Kafka, each with its own database',
    usage: 'mdtf apart [--data FOLDER] [--port NUMBER] [--nodes 1|3] [--empty]',
    run: async (args) => (await import('./apart/apart.ts')).apart(args),
  },
  rebuild: {
    summary: 'fold states, balances and read tables anew from the logs, and compare',
    usage: 'mdtf rebuild [--data FOLDER] [--compare-only]   (the system is stopped meanwhile)',
    run: async (args) => (await import('./commands/rebuild.ts')).rebuild(args),
  },
  streams: {
    summary: 'tell which streams a service has set aside, and let them go on',
    usage: 'mdtf streams --database URL [--resume FUND [--source SERVICE]]',
    run: async (args) => (await import('./commands/streams.ts')).streams(args),
  },
  relay: {
    summary: 'tell which funds a service does not publish to Kafka, set one aside, take it up again',
    usage: RELAY_USAGE,
    run: async (args) => (await import('./commands/relay.ts')).relay(args),
  },
  decisions: {
    summary: 'recompute decision records from the log, and compare',
    usage: 'mdtf decisions verify --fund FUND [--decision ID] [--as PERSONA] [--url URL]',
    run: async (args) => (await import('./commands/decisions.ts')).decisions(args),
  },
  receipts: {
    summary: 'hold a receipt of submission against the log',
    usage: 'mdtf receipts verify FILE [--as PERSONA] [--url URL]',
    run: async (args) => (await import('./commands/receipts.ts')).receipts(args),
  },
  kafka: kafkaCommand,
  traces: {
    summary: 'print traces as trees: as they come, or out of the collector’s file',
    usage: 'mdtf traces [--port 4318] [--file FILE] [--last NUMBER]',
    run: async (args) => (await import('./commands/traces.ts')).traces(args),
  },
  simulate: scriptCommand(
    'test/simulation/run.ts',
    'run seeded histories against the real deciders',
    'mdtf simulate [--seeds NUMBER] [--seed SEED]',
  ),
  bench: scriptCommand('test/bench/run.ts', 'measure the system against its limits', 'mdtf bench'),
};

/** What `mdtf help` prints: each command, what it does, and where to ask further. */
export function help(): string {
  const names = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`);
  return ['mdtf COMMAND …', '', ...names, '', 'mdtf COMMAND --help says what a command takes.'].join('\n');
}
