import type { Counter, Histogram, Meter, ObservableGauge, Tracer } from '@opentelemetry/api';
import { METRICS, type MetricDeclaration, type MetricKey } from './metrics.ts';

type InstrumentOf<K extends MetricKey> = (typeof METRICS)[K]['kind'] extends 'counter'
  ? Counter
  : (typeof METRICS)[K]['kind'] extends 'histogram'
    ? Histogram
    : ObservableGauge;

/** Every declared metric, ready to be recorded. */
export type Instruments = { readonly [K in MetricKey]: InstrumentOf<K> };

/** What the code of a process measures and traces with; disposing of it sends what is left, within a bound. */
export interface Telemetry extends AsyncDisposable {
  readonly tracer: Tracer;
  readonly meter: Meter;
  readonly instruments: Instruments;
}

/** The declared metrics of a meter. */
export function createInstruments(meter: Meter): Instruments {
  const made = Object.entries<MetricDeclaration>(METRICS).map(([key, declaration]) => [
    key,
    createInstrument(meter, declaration),
  ]);
  return Object.fromEntries(made) as Instruments;
}

function createInstrument(meter: Meter, { name, kind, unit, description, buckets }: MetricDeclaration) {
  switch (kind) {
    case 'counter':
      return meter.createCounter(name, { unit, description });
    case 'gauge':
      return meter.createObservableGauge(name, { unit, description });
    case 'histogram':
      return meter.createHistogram(name, {
        unit,
        description,
        ...(buckets && { advice: { explicitBucketBoundaries: [...buckets] } }),
      });
  }
}

let installed: Telemetry | undefined;

/** The telemetry of this process; undefined while it is off, and then nothing is measured or traced. */
export const installedTelemetry = (): Telemetry | undefined => installed;

/** Puts telemetry in place for what is composed from now on, or takes it away. */
export function installTelemetry(telemetry: Telemetry | undefined): void {
  installed = telemetry;
}
