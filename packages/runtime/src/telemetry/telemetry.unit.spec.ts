import { afterEach, describe, expect, it } from 'vitest';
import { echoMount, echoServer, noteCommands } from '../../test/echo-service.ts';
import { readTelemetryConfig, type TelemetryConfig } from './config.ts';
import { openTelemetry } from './open-telemetry.ts';
import { type OtlpReceiver, openOtlpReceiver } from './otlp-receiver.ts';
import { installedTelemetry, type Telemetry } from './telemetry.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

let receiver: OtlpReceiver;
let telemetry: Telemetry;
let commands: ReturnType<typeof noteCommands>;
let server: Awaited<ReturnType<typeof echoServer>>;
const log: string[] = [];

afterEach(async () => {
  await server?.app.close();
  await telemetry?.[Symbol.asyncDispose]();
  await receiver?.[Symbol.asyncDispose]();
});

async function start(env: Record<string, string> = {}): Promise<void> {
  receiver = await openOtlpReceiver();
  telemetry = openTelemetry(configOf({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, ...env }));
  commands = noteCommands();
  server = await echoServer(
    { logLevel: 'error', logStream: { write: (line) => void log.push(line) } },
    echoMount(commands),
  );
}

function configOf(env: Record<string, string>): TelemetryConfig {
  const config = readTelemetryConfig({
    OTEL_SERVICE_NAME: 'mdtf-test',
    OTEL_BSP_SCHEDULE_DELAY: '10',
    ...env,
  });
  if (config === undefined) throw new Error('Telemetry is off');
  return config;
}

async function request(url: string, headers: Record<string, string> = {}) {
  const authorization = `Bearer ${await server.token('treasurer-1')}`;
  return server.app.inject({ url, headers: { authorization, ...headers } });
}

describe('a request', () => {
  it('is one server span with its route and status, in the trace that it came with', async () => {
    await start();
    await request('/v1/funds/imdp/notes/n-1', { traceparent: `00-${TRACE}-${SPAN}-01` });
    const [span] = await receiver.until((spans) => spans.length > 0);
    expect(span).toMatchObject({
      traceId: TRACE,
      parentSpanId: SPAN,
      name: 'GET /v1/funds/:fundId/notes/:noteId',
      process: 'mdtf-test',
      attributes: { 'http.response.status_code': '200', 'mdtf.fund': 'imdp' },
    });
  });

  it('begins a trace of its own where it came with none, or with one that is no trace', async () => {
    await start();
    await request('/v1/funds/imdp/notes/n-1', { traceparent: `00-${'0'.repeat(32)}-${SPAN}-01` });
    await request('/v1/nowhere/at/all');
    const spans = await receiver.until(({ length }) => length === 2);
    expect(spans.map(({ parentSpanId }) => parentSpanId)).toEqual([undefined, undefined]);
    expect(spans.map(({ name }) => name)).toContain('GET none');
  });

  it('is not recorded where the trace it came with is not, and none is with a ratio of 0', async () => {
    await start({ OTEL_TRACES_SAMPLER_ARG: '0' });
    await request('/v1/funds/imdp/notes/n-1');
    await request('/v1/funds/imdp/notes/n-1', { traceparent: `00-${TRACE}-${SPAN}-00` });
    await request('/v1/funds/imdp/notes/n-1', { traceparent: `00-${TRACE}-${SPAN}-01` });
    await telemetry[Symbol.asyncDispose]();
    expect(receiver.spans).toHaveLength(1);
  });

  it('of a machine that asks again and again begins no trace, and is measured', async () => {
    await start();
    await request('/health/ready');
    await request('/health/live', { traceparent: `00-${TRACE}-${SPAN}-01` });
    await telemetry[Symbol.asyncDispose]();
    expect(receiver.spans.map(({ name }) => name)).toEqual(['GET /health/live']);
    const routes = receiver.metrics().map(({ attributes }) => attributes['http.route']);
    expect(new Set(routes)).toEqual(new Set(['/health/live', '/health/ready']));
  });

  it('that fails here leaves its trace id and span id in the log', async () => {
    await start();
    log.length = 0;
    await request('/v1/broken', { traceparent: `00-${TRACE}-${SPAN}-01` });
    const [span] = await receiver.until((spans) => spans.length > 0);
    expect(JSON.parse(log[0] as string)).toMatchObject({ trace_id: TRACE, span_id: span?.spanId });
  });

  it('is measured by route and status, whatever the path', async () => {
    await start();
    for (const note of ['n-1', 'n-2', 'n-3']) await request(`/v1/funds/imdp/notes/${note}`);
    await telemetry[Symbol.asyncDispose]();
    const durations = receiver.metrics().filter(({ name }) => name === 'http.server.request.duration');
    const counts = new Map(
      durations.map(({ attributes, value }) => [attributes['http.response.status_code'], value]),
    );
    expect(counts).toEqual(
      new Map([
        ['200', 1],
        ['404', 2],
      ]),
    );
    expect(new Set(durations.map(({ attributes }) => attributes['http.route']))).toEqual(
      new Set(['/v1/funds/:fundId/notes/:noteId']),
    );
  });
});

describe('a command', () => {
  const traceparent = `00-${TRACE}-${SPAN}-01`;
  const note = { text: 'hello', amount: { amount: '1.00', currency: 'USD' } };

  async function send(url: string, body: unknown) {
    const authorization = `Bearer ${await server.token('treasurer-1')}`;
    const headers = {
      authorization,
      traceparent,
      'content-type': 'application/json',
      'idempotency-key': 'k-1',
    };
    return server.app.inject({ method: 'POST', url, headers, payload: JSON.stringify(body) });
  }

  it('carries the span of its request on, alone or one of many in a bulk', async () => {
    await start();
    const path = '/v1/funds/imdp/notes';
    await send(path, note);
    const items = ['k-2', 'k-3'].map((idempotencyKey) => ({ path, idempotencyKey, body: note }));
    await send('/v1/bulk', { items });
    const [single, bulk] = await receiver.until(({ length }) => length === 2);
    expect(commands.seen.map((command) => command.traceparent)).toEqual([
      `00-${TRACE}-${single?.spanId}-01`,
      `00-${TRACE}-${bulk?.spanId}-01`,
      `00-${TRACE}-${bulk?.spanId}-01`,
    ]);
  });

  it('keeps what the caller said where telemetry is off', async () => {
    commands = noteCommands();
    server = await echoServer({}, echoMount(commands));
    await send('/v1/funds/imdp/notes', note);
    expect(commands.seen.map((command) => command.traceparent)).toEqual([traceparent]);
  });
});

describe('telemetry', () => {
  it('is off without an endpoint, and then a server has none of its hooks', async () => {
    expect(readTelemetryConfig({})).toBeUndefined();
    expect(
      readTelemetryConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://x', OTEL_SDK_DISABLED: 'true' }),
    ).toBeUndefined();
    expect(installedTelemetry()).toBeUndefined();
    server = await echoServer();
    expect(server.app.hasRequestDecorator('span')).toBe(false);
  });

  it('says which variable is at fault', () => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector', OTEL_TRACES_SAMPLER_ARG: '2' };
    expect(() => readTelemetryConfig(env)).toThrow(/OTEL_EXPORTER_OTLP_ENDPOINT.*OTEL_TRACES_SAMPLER_ARG/s);
  });

  it('carries its resource from the environment', () => {
    const config = configOf({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=trial,note=a%20b',
    });
    expect(config).toMatchObject({
      tracesUrl: 'http://collector:4318/v1/traces',
      resourceAttributes: { 'deployment.environment.name': 'trial', note: 'a b' },
      sampledRatio: 1,
    });
  });

  it('ends within its bound when nobody takes what is left', async () => {
    await start();
    await request('/v1/funds/imdp/notes/n-1');
    await receiver[Symbol.asyncDispose]();
    await telemetry[Symbol.asyncDispose]();
    expect(installedTelemetry()).toBeUndefined();
  });
});
