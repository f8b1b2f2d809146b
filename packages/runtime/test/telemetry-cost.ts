import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openOtlpReceiver } from '../src/telemetry/otlp-receiver.ts';

/**
 * What telemetry costs a command: processor time of one request, in microseconds, the median of interleaved rounds.
 * `node packages/runtime/test/telemetry-cost.ts [rounds]`
 */
const MODES = {
  off: {},
  'on, 0 % recorded': { OTEL_TRACES_SAMPLER_ARG: '0' },
  'on, 5 % recorded': { OTEL_TRACES_SAMPLER_ARG: '0.05' },
  'on, 100 % recorded': { OTEL_TRACES_SAMPLER_ARG: '1' },
} as const;

const WORKER = fileURLToPath(new URL('./telemetry-cost-worker.ts', import.meta.url));
const START = fileURLToPath(new URL('../src/telemetry/start.ts', import.meta.url));
const rounds = Number(process.argv[2] ?? 5);

await using receiver = await openOtlpReceiver();
const measured = new Map<string, number[]>();
for (let round = 0; round < rounds; round += 1) {
  for (const [mode, env] of Object.entries(MODES)) {
    const endpoint =
      mode === 'off' ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_BSP_SCHEDULE_DELAY: '200' };
    measured.set(mode, [...(measured.get(mode) ?? []), await run({ ...endpoint, ...env })]);
  }
}
const off = medianOf(measured.get('off') ?? []);
for (const [mode, all] of measured) {
  const us = medianOf(all);
  const most = Math.max(...all).toFixed(1);
  const line = `${mode.padEnd(20)}${us.toFixed(1)} µs (${Math.min(...all).toFixed(1)} to ${most})`;
  process.stdout.write(`${line}, ${(us - off).toFixed(1)} µs more than off\n`);
}

async function run(env: Record<string, string>): Promise<number> {
  const child = spawn(process.execPath, ['--import', START, WORKER], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  await once(child, 'close');
  return Number(said);
}

function medianOf(all: readonly number[]): number {
  return all.toSorted((a, b) => a - b)[all.length >> 1] ?? Number.NaN;
}
