import { parseArgs } from 'node:util';
import { readEnvironment } from '@mdtf/runtime';
import { UsageError } from '../command-line.ts';
import { OPTIONAL_VARIABLES, type ProcessName } from './topology.ts';

/** How the system is started as separate processes. */
export interface ApartConfig {
  readonly dataFolder: string;
  readonly ports: Readonly<Record<ProcessName | 'issuer', number>>;
  /** Of our own Kafka; of no meaning where one is given. */
  readonly nodes: 1 | 3;
  /** `MDTF_KAFKA_*`, where a Kafka is given. */
  readonly kafka: Readonly<Record<string, string>> | undefined;
  /** What services may be told besides: the mail server, the scanner of documents, … */
  readonly optional: Readonly<Record<string, string>>;
  /** `OTEL_*`, for every process. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether the demonstration fund is made at the first start. */
  readonly demonstration: boolean;
}

export const USAGE = 'mdtf apart [--data FOLDER] [--port NUMBER] [--nodes 1|3] [--empty]';

const options = {
  data: { type: 'string' },
  port: { type: 'string' },
  nodes: { type: 'string', default: '1' },
  empty: { type: 'boolean', default: false },
} as const;

const DEFAULT_PORT = 8080;

/** From the portal's port on, so that two systems can run beside each other. */
const ORDER = ['portal', 'proposals', 'committee', 'allocation', 'reporting', 'issuer'] as const;

/** The configuration from the command line and the environment; throws UsageError or ConfigurationError. */
export function readApartConfig(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): ApartConfig {
  const given = parse(args);
  if (given.nodes !== '1' && given.nodes !== '3') throw new UsageError(`--nodes is 1 or 3. Usage: ${USAGE}`);
  const reader = readEnvironment({
    ...environment,
    ...(given.port !== undefined && { MDTF_PORT: given.port }),
    ...(given.data !== undefined && { MDTF_DATA: given.data }),
  });
  const first = reader.port('MDTF_PORT', DEFAULT_PORT);
  const config: ApartConfig = {
    dataFolder: reader.text('MDTF_DATA', '.mdtf/apart'),
    ports: Object.fromEntries(ORDER.map((name, n) => [name, first + n])) as ApartConfig['ports'],
    nodes: given.nodes === '3' ? 3 : 1,
    kafka:
      reader.optional('MDTF_KAFKA_BROKERS') === undefined ? undefined : named(environment, 'MDTF_KAFKA_'),
    optional: optionalIn(environment),
    environment: named(environment, 'OTEL_'),
    demonstration: !given.empty,
  };
  reader.done();
  return config;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)} Usage: ${USAGE}`);
  }
}

function optionalIn(environment: NodeJS.ProcessEnv): Record<string, string> {
  const names = Object.values(OPTIONAL_VARIABLES).flat();
  return Object.fromEntries(names.map((name) => [name, environment[name] ?? '']));
}

function named(environment: NodeJS.ProcessEnv, prefix: string): Record<string, string> {
  const found = Object.entries(environment).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(found.map(([name, value]) => [name, value ?? '']));
}
