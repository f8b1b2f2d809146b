import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { servingBrokers } from './metadata-request.ts';
import { memoryOf, type NodeCommand, type NodeProcess, startNode } from './node-process.ts';
import { pidFile } from './node-settings.ts';
import { LOOPBACK } from './ports.ts';
import { BrokerRefusal } from './refusal.ts';

const READY_TIMEOUT_MS = 120_000;
const READY_POLL_MS = 25;
const ANSWER_TIMEOUT_MS = 2_000;
const STOP_PATIENCE_MS = 10_000;

export interface KafkaNode {
  /** From 1 on. */
  readonly id: number;
  /** Where clients are told to reach it. */
  readonly address: string;
  /** Undefined while it is not running. */
  readonly pid: number | undefined;
  /** Settles for SIGKILL when the process is gone, for SIGSTOP and SIGCONT at once. */
  kill(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): Promise<void>;
  /** Starts it again with its data, killing it first if it runs; settles when it serves clients. */
  restart(): Promise<void>;
  /** The memory it holds, in bytes; undefined while it is not running. */
  memoryBytes(): Promise<number | undefined>;
}

/** A node as its cluster handles it. */
export interface OwnedNode extends KafkaNode {
  start(): Promise<void>;
  /** Settles when this node is served as one of `count` by its cluster; throws BrokerRefusal. */
  ready(count: number): Promise<void>;
  /** Asks it to end, for at most 10 s, unless `atOnce`. */
  stop(atOnce: boolean): Promise<void>;
}

interface NodePlace {
  readonly id: number;
  readonly clientPort: number;
  readonly internalPort: number;
  readonly command: NodeCommand;
}

/** A node that is not started yet. */
export function kafkaNode({ id, clientPort, internalPort, command }: NodePlace): OwnedNode {
  let running: NodeProcess | undefined;
  const alive = () => (running === undefined || running.hasEnded() ? undefined : running);
  const signal = (name: NodeJS.Signals) => {
    const now = alive();
    if (now !== undefined) process.kill(now.pid, name);
  };
  const start = async () => {
    running = await startNode(command);
    await writeFile(pidFile(dirname(command.settingsFile)), String(running.pid));
  };
  const kill = async (name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT') => {
    signal(name);
    if (name === 'SIGKILL') await running?.untilEnded();
  };
  const ready = async (count: number) => {
    const deadline = performance.now() + READY_TIMEOUT_MS;
    for (;;) {
      if (alive() === undefined || performance.now() > deadline) {
        throw notReady(id, (await running?.log()) ?? '', command.logFile);
      }
      const serving = (await servingBrokers(internalPort, ANSWER_TIMEOUT_MS)) ?? [];
      if (serving.includes(id) && serving.length >= count) return;
      await sleep(READY_POLL_MS);
    }
  };
  return {
    id,
    address: `${LOOPBACK}:${clientPort}`,
    get pid() {
      return alive()?.pid;
    },
    kill,
    start,
    ready,
    async restart() {
      await kill('SIGKILL');
      await start();
      await ready(1);
    },
    async stop(atOnce) {
      // A stopped process would not hear.
      signal('SIGCONT');
      signal(atOnce ? 'SIGKILL' : 'SIGTERM');
      const patience = new AbortController();
      const late = sleep(STOP_PATIENCE_MS, true, { signal: patience.signal }).catch(() => false);
      if (await Promise.race([running?.untilEnded().then(() => false), late])) signal('SIGKILL');
      patience.abort();
      await running?.untilEnded();
    },
    memoryBytes: async () => {
      const pid = alive()?.pid;
      return pid === undefined ? undefined : memoryOf(pid);
    },
  };
}

function notReady(id: number, log: string, logFile: string): BrokerRefusal {
  if (/BindException|Address already in use/.test(log))
    return new BrokerRefusal(
      'port-busy',
      `Kafka's node ${id} cannot listen, because another program has its port: see ${logFile}.`,
    );
  const reason = log
    .split('\n')
    .findLast((line) => /ERROR|FATAL|Exception/.test(line))
    ?.trim();
  return new BrokerRefusal(
    'did-not-start',
    `Kafka's node ${id} did not start (${reason ?? 'no reason given'}): see ${logFile}.`,
  );
}
