import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type JavaRuntime, javaArguments } from './node-process.ts';
import { BrokerRefusal } from './refusal.ts';
import { runProgram } from './run-program.ts';

const FORMAT_TIMEOUT_MS = 60_000;

interface Formatting {
  readonly runtime: JavaRuntime;
  readonly settingsFile: string;
  readonly clusterId: string;
  readonly dataFolder: string;
  readonly formatArguments: readonly string[];
}

/** Makes a node's data folder one of this cluster, unless it is one already; throws BrokerRefusal. */
export async function formatNode(formatting: Formatting): Promise<void> {
  const { runtime, settingsFile, clusterId, dataFolder, formatArguments } = formatting;
  const formatted = await stat(join(dataFolder, 'meta.properties')).catch(() => undefined);
  if (formatted !== undefined) return;
  const tool = ['kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', settingsFile, ...formatArguments];
  const { code, output } = await runProgram(
    runtime.java,
    [...javaArguments(runtime), ...tool],
    FORMAT_TIMEOUT_MS,
  );
  if (code === 0) return;
  throw new BrokerRefusal(
    'did-not-start',
    `Kafka could not format ${dataFolder}: ${output.trim().split('\n').at(-1)}.`,
  );
}
