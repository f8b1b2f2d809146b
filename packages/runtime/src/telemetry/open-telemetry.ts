import { hostname } from 'node:os';
import { context, metrics, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import {
  MeterProvider,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
} from '@opentelemetry/sdk-metrics';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { TelemetryConfig } from './config.ts';
import { createInstruments, installTelemetry, type Telemetry } from './telemetry.ts';

/** How long a process that stops may take to send what is left. */
export const FLUSH_WITHIN_MS = 3_000;

/** How long one export may take; what cannot be sent is dropped. */
const EXPORT_WITHIN_MS = 2_500;

/** Spans waiting to be sent at most; beyond it they are dropped, never waited for. */
const MAX_WAITING_SPANS = 8_192;
const MAX_SPANS_SENT_AT_ONCE = 1_024;

/** Combinations of attributes of one metric at most; beyond it they are counted together. */
const MAX_SERIES_PER_METRIC = 1_000;

const SCOPE = 'mdtf';

/** Starts to export traces and metrics as OTLP in JSON, and installs them for whatever is composed from now on. */
export function openTelemetry(config: TelemetryConfig): Telemetry {
  const resource = resourceOf(config);
  const traces = tracesTo(config, resource);
  const meters = metricsTo(config, resource);
  trace.setGlobalTracerProvider(traces);
  metrics.setGlobalMeterProvider(meters);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());

  const meter = meters.getMeter(SCOPE);
  const telemetry: Telemetry = {
    tracer: traces.getTracer(SCOPE),
    meter,
    instruments: createInstruments(meter),
    async [Symbol.asyncDispose]() {
      installTelemetry(undefined);
      await within(FLUSH_WITHIN_MS, Promise.allSettled([traces.shutdown(), meters.shutdown()]));
      trace.disable();
      metrics.disable();
      context.disable();
    },
  };
  installTelemetry(telemetry);
  return telemetry;
}

function resourceOf({ serviceName, resourceAttributes }: TelemetryConfig): Resource {
  return resourceFromAttributes({
    'service.instance.id': `${hostname()}-${process.pid}`,
    ...resourceAttributes,
    'service.name': serviceName,
  });
}

function tracesTo(config: TelemetryConfig, resource: Resource): TracerProvider {
  const exporter = new OTLPTraceExporter({ url: config.tracesUrl, timeoutMillis: EXPORT_WITHIN_MS });
  return new TracerProvider({
    resource,
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(config.sampledRatio) }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: exporter as SpanExporter,
        maxQueueSize: MAX_WAITING_SPANS,
        maxExportBatchSize: MAX_SPANS_SENT_AT_ONCE,
        scheduledDelayMillis: config.spanDelayMs,
        exportTimeoutMillis: EXPORT_WITHIN_MS,
      }),
    ],
  });
}

function metricsTo(config: TelemetryConfig, resource: Resource): MeterProvider {
  const exporter = new OTLPMetricExporter({ url: config.metricsUrl, timeoutMillis: EXPORT_WITHIN_MS });
  return new MeterProvider({
    resource,
    readers: [
      new PeriodicExportingMetricReader({
        // The exporter's own copy of the SDK names the same numbers by enums of its own.
        exporter: exporter as unknown as PushMetricExporter,
        exportIntervalMillis: config.metricIntervalMs,
        exportTimeoutMillis: Math.min(EXPORT_WITHIN_MS, config.metricIntervalMs),
        cardinalityLimits: { default: MAX_SERIES_PER_METRIC },
      }),
    ],
  });
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
