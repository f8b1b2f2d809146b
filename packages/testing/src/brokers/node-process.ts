import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runProgram } from './run-program.ts';

const LOGGING = fileURLToPath(new URL('../../../../infra/kafka/log4j2.properties', import.meta.url));
const HEAP_MIB = 256;
const PS_TIMEOUT_MS = 5_000;
// Becomes the program, and leaves behind a reader of this process's pipe: a line means that the program has ended,
// the pipe's end that whoever started it has, however that came, and then the program must not stay.
const WATCHED = `exec 3<&0
(exec >/dev/null 2>&1; read -r _ <&3 || kill -9 $$) &
exec "$@" </dev/null 3<&-`;

/** What every Java process of Kafka is run by. */
export interface JavaRuntime {
  readonly java: string;
  readonly jars: string;
  /** More of Java's own flags. */
  readonly flags: readonly string[];
}

export interface NodeCommand {
  readonly runtime: JavaRuntime;
  /** The node's server.properties. */
  readonly settingsFile: string;
  readonly logFile: string;
  /** True when the node is to go on after this process. */
  readonly outlives: boolean;
}

/** A started Java process of a node. */
export interface NodeProcess {
  readonly pid: number;
  hasEnded(): boolean;
  /** Settles when it has ended, for whatever reason; only who waits here keeps this process alive for it. */
  untilEnded(): Promise<void>;
  /** What it has written since it was started. */
  log(): Promise<string>;
}

/** What every Java process of Kafka is given: little memory, and code compiled once rather than best. */
export function javaArguments({ jars, flags }: JavaRuntime): readonly string[] {
  return [
    `-Xmx${HEAP_MIB}m`,
    '-Xms64m',
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    '-XX:MaxDirectMemorySize=128m',
    '-Djava.awt.headless=true',
    // What Java itself has to say is no answer of a tool.
    '-Xlog:disable',
    '-Xlog:all=warning:stderr',
    ...flags,
    `-Dlog4j2.configurationFile=file:${LOGGING}`,
    '-cp',
    `${jars}/*`,
  ];
}

/** Starts a node, without waiting until it serves. It ends with this process unless it is to outlive it. */
export async function startNode(command: NodeCommand): Promise<NodeProcess> {
  const { runtime, settingsFile, logFile, outlives } = command;
  const { java } = runtime;
  const log = await open(logFile, 'a');
  const logStart = (await stat(logFile)).size;
  const program = [java, ...javaArguments(runtime), 'kafka.Kafka', settingsFile];
  const [file = java, ...args] = outlives ? program : ['sh', '-c', WATCHED, 'mdtf-kafka', ...program];
  const child = spawn(file, args, {
    // A session of its own: Ctrl-C must reach this process first, which stops the node.
    detached: true,
    stdio: [outlives ? 'ignore' : 'pipe', log.fd, log.fd],
  });
  const ended = endOf(child);
  await log.close();
  child.unref();
  (child.stdin as unknown as { unref(): void } | null)?.unref();
  child.stdin?.on('error', () => {});
  return {
    pid: child.pid ?? 0,
    hasEnded: () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null,
    untilEnded: () => {
      child.ref();
      return ended;
    },
    log: async () => (await readFile(logFile)).subarray(logStart).toString(),
  };
}

/** The memory that a process holds, in bytes; undefined when there is no such process. */
export async function memoryOf(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined);
  const kibibytes =
    status === undefined
      ? (await runProgram('ps', ['-o', 'rss=', '-p', String(pid)], PS_TIMEOUT_MS)).output.trim()
      : /VmRSS:\s*(\d+)/.exec(status)?.[1];
  return kibibytes === undefined || kibibytes === '' ? undefined : Number(kibibytes) * 1024;
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => {
      child.stdin?.end('\n');
      resolve();
    });
  });
}
