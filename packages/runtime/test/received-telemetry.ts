import { openTelemetry } from '../src/telemetry/open-telemetry.ts';
import { type OtlpReceiver, openOtlpReceiver } from '../src/telemetry/otlp-receiver.ts';
import type { Telemetry } from '../src/telemetry/telemetry.ts';

/** Telemetry that records everything, and what receives it. */
export async function receivedTelemetry(): Promise<{ receiver: OtlpReceiver; telemetry: Telemetry }> {
  const receiver = await openOtlpReceiver();
  const telemetry = openTelemetry({
    tracesUrl: `${receiver.url}/v1/traces`,
    metricsUrl: `${receiver.url}/v1/metrics`,
    serviceName: 'mdtf-test',
    resourceAttributes: {},
    sampledRatio: 1,
    metricIntervalMs: 60_000,
    spanDelayMs: 10,
  });
  return { receiver, telemetry };
}
