import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openOtlpReceiver } from './otlp-receiver.ts';

const START = fileURLToPath(new URL('./start.ts', import.meta.url));
const FOLDER = fileURLToPath(new URL('.', import.meta.url));

/** Runs a text as a process loaded with telemetry; answers what it said and its exit code. */
async function run(program: string, env: Record<string, string>): Promise<{ said: string; code: number }> {
  const args = ['--import', START, '--input-type=module', '--eval', program];
  const child = spawn(process.execPath, args, {
    cwd: FOLDER,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  const [code] = (await once(child, 'close')) as [number];
  return { said, code };
}

const NEVER_BY_ITSELF = { OTEL_BSP_SCHEDULE_DELAY: '600000', OTEL_METRIC_EXPORT_INTERVAL: '600000' };
const ONE_SPAN = `
  import { trace } from '@opentelemetry/api';
  trace.getTracer('t').startSpan('last').end();
`;

describe('a process loaded with telemetry', () => {
  it('without an endpoint sets nothing up', async () => {
    const asked = `console.log(globalThis[Symbol.for('opentelemetry.js.api.1')] === undefined)`;
    expect(await run(asked, {})).toEqual({ said: 'true\n', code: 0 });
  });

  it('sends what is left when it stops in order', async () => {
    await using receiver = await openOtlpReceiver();
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, MDTF_SERVICE: 'committee', ...NEVER_BY_ITSELF };
    expect((await run(ONE_SPAN, env)).code).toBe(0);
    expect(receiver.spans).toMatchObject([{ name: 'last', process: 'mdtf-committee' }]);
  });

  it('ends all the same when the receiver takes a connection and never answers', async () => {
    const silent = (await import('node:net')).createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as { port: number };
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, ...NEVER_BY_ITSELF };
    const { code } = await run(ONE_SPAN, env);
    silent.close();
    expect(code).toBe(0);
  });

  it('that is told nonsense does not start, and says which variable', async () => {
    const { said, code } = await run('', { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' });
    expect(code).not.toBe(0);
    expect(said).toMatch(/OTEL_EXPORTER_OTLP_ENDPOINT must be an http or https URL/);
  });
});
