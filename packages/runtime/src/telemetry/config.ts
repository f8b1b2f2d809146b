import { type EnvironmentReader, readEnvironment } from '../environment.ts';

/** How telemetry is sent, and in whose name. */
export interface TelemetryConfig {
  readonly tracesUrl: string;
  readonly metricsUrl: string;
  readonly serviceName: string;
  readonly resourceAttributes: Readonly<Record<string, string>>;
  /** The part of the traces begun here that is recorded, 0 to 1; one begun elsewhere is as it says. */
  readonly sampledRatio: number;
  readonly metricIntervalMs: number;
  readonly spanDelayMs: number;
}

const DEFAULT_METRIC_INTERVAL_MS = 15_000;
const DEFAULT_SPAN_DELAY_MS = 2_000;
const SLOWEST_MS = 600_000;

/**
 * OpenTelemetry's own variables; undefined, which is off, without `OTEL_EXPORTER_OTLP_ENDPOINT` or with `OTEL_SDK_DISABLED`.
 * Throws ConfigurationError naming every variable at fault.
 */
export function readTelemetryConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
): TelemetryConfig | undefined {
  const reader = readEnvironment(env);
  if (reader.optional('OTEL_EXPORTER_OTLP_ENDPOINT') === undefined) return undefined;
  if (reader.optional('OTEL_SDK_DISABLED') === 'true') return undefined;
  const endpoint = reader.url('OTEL_EXPORTER_OTLP_ENDPOINT').replace(/\/+$/, '');
  const own = reader.optional('MDTF_SERVICE');
  const config: TelemetryConfig = {
    tracesUrl: reader.url('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', `${endpoint}/v1/traces`),
    metricsUrl: reader.url('OTEL_EXPORTER_OTLP_METRICS_ENDPOINT', `${endpoint}/v1/metrics`),
    serviceName: reader.text('OTEL_SERVICE_NAME', own === undefined ? 'mdtf' : `mdtf-${own}`),
    resourceAttributes: pairsOf(reader),
    sampledRatio: ratioOf(reader),
    metricIntervalMs: reader.integer('OTEL_METRIC_EXPORT_INTERVAL', {
      min: 100,
      max: SLOWEST_MS,
      fallback: DEFAULT_METRIC_INTERVAL_MS,
    }),
    spanDelayMs: reader.integer('OTEL_BSP_SCHEDULE_DELAY', {
      min: 10,
      max: SLOWEST_MS,
      fallback: DEFAULT_SPAN_DELAY_MS,
    }),
  };
  reader.done();
  return config;
}

function pairsOf(reader: EnvironmentReader): Record<string, string> {
  const pairs = reader.list('OTEL_RESOURCE_ATTRIBUTES').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at <= 0 ? [] : [[pair.slice(0, at).trim(), decoded(pair.slice(at + 1).trim())] as const];
  });
  return Object.fromEntries(pairs);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function ratioOf(reader: EnvironmentReader): number {
  reader.oneOf('OTEL_TRACES_SAMPLER', ['parentbased_traceidratio'], 'parentbased_traceidratio');
  const text = reader.text('OTEL_TRACES_SAMPLER_ARG', '1');
  if (/^(0(\.\d{1,9})?|1(\.0{1,9})?)$/.test(text)) return Number(text);
  return reader.integer('OTEL_TRACES_SAMPLER_ARG', { min: 0, max: 1 });
}
