import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import {
  openOtlpReceiver,
  spansOf,
  type TracedSpan,
  traceIdsOf,
  traceTree,
} from '@mdtf/runtime/otlp-receiver';
import { readArguments, UsageError } from '../command-line.ts';

const usage = 'mdtf traces [--port 4318] [--file FILE] [--last NUMBER]';

const options = {
  port: { type: 'string', default: '4318' },
  file: { type: 'string' },
  last: { type: 'string', default: '20' },
} as const;

/** A trace is printed once nothing more has come of it for so long: its spans come from several processes, in turns. */
const QUIET_MS = 5_000;
const LOOK_EVERY_MS = 500;

/**
 * Prints each trace as a tree over the services. With a file: the last ones that the collector has written there.
 * Without: takes OTLP on loopback in the collector's place, for `OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318`,
 * until it is interrupted.
 */
export async function traces(args: readonly string[]): Promise<number> {
  const { values } = readArguments(args, options, usage);
  if (values.file === undefined) return receive(numberOf(values.port, '--port', 65_535));
  const lines = (await readFile(values.file, 'utf8')).split('\n').filter((line) => line !== '');
  const spans = lines.flatMap(spansOf);
  for (const id of traceIdsOf(spans).slice(-numberOf(values.last, '--last', 10_000))) print(spans, id);
  return 0;
}

async function receive(port: number): Promise<number> {
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort()).once('SIGTERM', () => interrupted.abort());
  await using receiver = await openOtlpReceiver(port);
  say(
    `Taking OTLP (HTTP, JSON) at ${receiver.url}; a trace is printed ${QUIET_MS / 1000} s after its last span.`,
  );
  let looked = 0;
  const lastMs = new Map<string, number>();
  while (!interrupted.signal.aborted) {
    await pause(LOOK_EVERY_MS, undefined, { signal: interrupted.signal }).catch(() => {});
    const now = performance.now();
    for (const { traceId } of receiver.spans.slice(looked)) lastMs.set(traceId, now);
    looked = receiver.spans.length;
    for (const [id, atMs] of lastMs) {
      if (now - atMs < QUIET_MS && !interrupted.signal.aborted) continue;
      lastMs.delete(id);
      print(receiver.spans, id);
    }
  }
  return 0;
}

const print = (spans: readonly TracedSpan[], id: string): void => say(`${traceTree(spans, id)}\n`);

function numberOf(text: string, name: string, most: number): number {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= most) return number;
  throw new UsageError(`${name} takes a whole number from 1 to ${most}, not ${text}. Usage: ${usage}`);
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
