import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Child, type ProcessSpec, startChild, untilReady } from '@mdtf/cli/apart';
import { freePort } from '@mdtf/postgres';
import { type ComposeFile, type ComposeService, isOurs, ROOT } from './compose-file.ts';
import { type StandIns, startStandIns } from './stand-ins.ts';

/** What docker-compose.yml declares, run as processes of this machine. */
export interface RunningCompose extends AsyncDisposable {
  /** Where the portal is found. */
  readonly url: string;
  readonly tokenUrl: string;
  /** In the order in which they were started, each with what it was waited for. */
  readonly started: readonly string[];
  readonly processes: ReadonlyMap<string, Child>;
  /** Runs a service's own health check beside it; answers its exit code. */
  healthOf(name: string): Promise<number>;
}

/** How long a one-time step may take. */
const STEP_WITHIN_MS = 60_000;

/** Starts every service of ours by its declared command, environment and dependencies, hosts mapped to the loopback address. */
export async function runCompose(file: ComposeFile): Promise<RunningCompose> {
  await using stack = new AsyncDisposableStack();
  const standIns = await startStandIns(file, stack);
  const ours = Object.entries(file.services).filter(([, service]) => isOurs(service));
  const ports = new Map<string, number>();
  for (const [name, { environment }] of ours) if (environment.MDTF_PORT) ports.set(name, await freePort());
  const specs = new Map(ours.map(([name, service]) => [name, specOf(name, service, ports, standIns)]));
  const processes = new Map<string, Child>();
  const started: string[] = [];
  stack.defer(async () => {
    await Promise.all(Array.from(processes.values(), (child) => child[Symbol.asyncDispose]()));
  });

  const begun = new Map<string, Promise<void>>();
  /** Once for each, after what it depends on; what is not ours stands already. */
  const start = (name: string): Promise<void> => {
    const spec = specs.get(name);
    if (spec === undefined) return Promise.resolve();
    const known = begun.get(name) ?? startAfter(spec);
    begun.set(name, known);
    return known;
  };
  const startAfter = async (spec: ProcessSpec): Promise<void> => {
    await Promise.all(Object.keys(file.services[spec.name]?.dependsOn ?? {}).map(start));
    started.push(spec.name);
    if (ports.has(spec.name)) {
      const child = startChild(spec);
      processes.set(spec.name, child);
      await untilReady(child);
    } else {
      const code = await runToEnd(spec);
      if (code !== 0) throw new Error(`${spec.name} ended with ${code}`);
    }
  };
  await Promise.all(ours.map(([name]) => start(name)));
  const running = stack.move();
  return {
    url: specs.get('portal')?.url ?? '',
    tokenUrl: standIns.tokenUrl,
    started,
    processes,
    healthOf(name) {
      const [, program, ...args] = file.services[name]?.healthcheck ?? [];
      if (program !== 'node') throw new Error(`${name} is checked by ${program}, not by node`);
      return runToEnd({ ...(specs.get(name) as ProcessSpec), args });
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

function specOf(
  name: string,
  { command: [program, ...args], environment }: ComposeService,
  ports: ReadonlyMap<string, number>,
  standIns: StandIns,
): ProcessSpec {
  if (program !== 'node') throw new Error(`${name} is run by ${program}, not by node`);
  const places = new Map([...standIns.places, ...Array.from(ports, placeOf)]);
  const mapped = Object.entries(environment).flatMap(([key, value]): [string, string][] => {
    // Nobody collects here; telemetry is off as it is wherever no collector is named.
    if (key === 'OTEL_EXPORTER_OTLP_ENDPOINT') return [];
    if (key === 'MDTF_PORT') return [[key, String(ports.get(name))]];
    if (key === 'MDTF_HOST') return [[key, '127.0.0.1']];
    // As compose has it where nothing is given.
    if (value === `\${${key}:-}`) return [[key, '']];
    return [[key, standIns.addresses.get(value) ?? withPlaces(value, places)]];
  });
  return {
    name,
    args,
    environment: { ...Object.fromEntries(mapped), MDTF_TRUSTED_PROXIES: 'loopback' },
    url: `http://127.0.0.1:${ports.get(name) ?? 0}`,
  };
}

/** Ports as they are declared, by the service that has them. */
const DECLARED: Readonly<Record<string, number>> = {
  portal: 8080,
  proposals: 8081,
  committee: 8082,
  allocation: 8083,
  reporting: 8084,
};

const placeOf = ([name, port]: readonly [string, number]): [string, string] => [
  `${name}:${DECLARED[name]}`,
  `127.0.0.1:${port}`,
];

const withPlaces = (value: string, places: ReadonlyMap<string, string>): string =>
  [...places].reduce((text, [from, to]) => text.replace(new RegExp(`(?<![\\w-])${from}(?!\\d)`), to), value);

async function runToEnd({ args, environment }: ProcessSpec): Promise<number> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: STEP_WITHIN_MS,
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
