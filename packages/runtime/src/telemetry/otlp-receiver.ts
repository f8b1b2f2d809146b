import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TracedSpan } from './trace-tree.ts';

/** One exported series of a metric at its last export. */
export interface MetricPoint {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Of a counter or gauge its value; of a histogram the number of what was measured. */
  readonly value: number;
  readonly sum: number | undefined;
}

/** An OTLP receiver over HTTP and JSON on loopback, which keeps what it is sent. */
export interface OtlpReceiver extends AsyncDisposable {
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly url: string;
  readonly spans: readonly TracedSpan[];
  /** The last export of each series. */
  metrics(): readonly MetricPoint[];
  /** Everything received, as it came. */
  readonly bodies: readonly string[];
  /** Resolves with the spans once they are as wanted, looked at after each export; rejects after the bound. */
  until(
    wanted: (spans: readonly TracedSpan[]) => boolean,
    timeoutMs?: number,
  ): Promise<readonly TracedSpan[]>;
}

/** Spans kept at most; further ones are not. */
const MAX_SPANS = 100_000;
const MAX_BODY_BYTES = 32 * 1024 * 1024;
const WAIT_MS = 15_000;

/** Opens a receiver; port 0 is one that is free. */
export async function openOtlpReceiver(port = 0, onSpans?: () => void): Promise<OtlpReceiver> {
  const spans: TracedSpan[] = [];
  const points = new Map<string, MetricPoint>();
  const bodies: string[] = [];
  const listeners = new Set<() => void>();

  const server = createServer((request, response) => {
    void read(request).then((text) => {
      if (text === undefined) return response.writeHead(413).end();
      bodies.push(text);
      if (request.url === '/v1/traces') spans.push(...spansOf(text).slice(0, MAX_SPANS - spans.length));
      else for (const point of pointsOf(text)) points.set(keyOf(point), point);
      for (const listener of listeners) listener();
      return response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  if (onSpans !== undefined) listeners.add(onSpans);

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    bodies,
    metrics: () => [...points.values()],
    until: (wanted, timeoutMs = WAIT_MS) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          listeners.delete(look);
          reject(
            new Error(`Not within ${timeoutMs} ms; received: ${spans.map(({ name }) => name).join(', ')}`),
          );
        }, timeoutMs);
        const look = (): void => {
          if (!wanted(spans)) return;
          clearTimeout(timer);
          listeners.delete(look);
          resolve(spans);
        };
        listeners.add(look);
        look();
      }),
    [Symbol.asyncDispose]: () => close(server),
  };
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

async function read(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

interface OtlpValue {
  readonly stringValue?: string;
  readonly intValue?: string | number;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
}
type OtlpAttributes = readonly { readonly key: string; readonly value: OtlpValue }[];

interface OtlpResource {
  readonly resource?: { readonly attributes?: OtlpAttributes };
}

interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes?: OtlpAttributes;
}

interface OtlpTraces {
  readonly resourceSpans: readonly (OtlpResource & {
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  })[];
}

/** The spans of one export as it is sent, or as the collector writes it into a file; throws SyntaxError for what is no JSON. */
export function spansOf(text: string): TracedSpan[] {
  return (JSON.parse(text) as OtlpTraces).resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const process = attributesOf(resource?.attributes)['service.name'] ?? '';
    return scopeSpans.flatMap(({ spans }) => spans.map((span) => spanOf(process, span)));
  });
}

function spanOf(process: string, span: OtlpSpan): TracedSpan {
  const startNs = BigInt(span.startTimeUnixNano);
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId === '' ? undefined : span.parentSpanId,
    name: span.name,
    process,
    startNs,
    durationMs: Number(BigInt(span.endTimeUnixNano) - startNs) / 1e6,
    attributes: attributesOf(span.attributes),
  };
}

interface OtlpPoint {
  readonly attributes?: OtlpAttributes;
  readonly asInt?: string | number;
  readonly asDouble?: number;
  readonly count?: string | number;
  readonly sum?: number;
}

interface OtlpMetrics {
  readonly resourceMetrics: readonly (OtlpResource & {
    readonly scopeMetrics: readonly {
      readonly metrics: readonly ({ readonly name: string } & {
        readonly [K in 'sum' | 'gauge' | 'histogram']?: { readonly dataPoints: readonly OtlpPoint[] };
      })[];
    }[];
  })[];
}

function pointsOf(text: string): MetricPoint[] {
  return (JSON.parse(text) as OtlpMetrics).resourceMetrics.flatMap(({ scopeMetrics }) =>
    scopeMetrics.flatMap(({ metrics }) =>
      metrics.flatMap(
        ({ name, sum, gauge, histogram }) =>
          (sum ?? gauge ?? histogram)?.dataPoints.map((point) => pointOf(name, point)) ?? [],
      ),
    ),
  );
}

function pointOf(name: string, { attributes, asInt, asDouble, count, sum }: OtlpPoint): MetricPoint {
  return { name, attributes: attributesOf(attributes), value: Number(asInt ?? asDouble ?? count ?? 0), sum };
}

const keyOf = ({ name, attributes }: MetricPoint): string => `${name} ${JSON.stringify(attributes)}`;

function attributesOf(attributes: OtlpAttributes = []): Readonly<Record<string, string>> {
  return Object.fromEntries(
    attributes.map(({ key, value: { stringValue, intValue, doubleValue, boolValue } }) => [
      key,
      String(stringValue ?? intValue ?? doubleValue ?? boolValue ?? ''),
    ]),
  );
}

export { type TracedSpan, traceIdsOf, traceTree } from './trace-tree.ts';
