import { type BatchObservableResult, type Span, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { ATTRIBUTES } from './metrics.ts';
import type { Telemetry } from './telemetry.ts';
import { recordedContext, traceparentOf } from './trace-context.ts';

/** What is looked at of an entry on its way to a broker. */
export interface SentEntry {
  readonly stored: { readonly traceparent?: string };
}

/** Whatever brings entries to a broker and resolves when all are confirmed. */
export interface Sender<E extends SentEntry> {
  send(entries: readonly E[]): Promise<void>;
}

/** Entries of one send that get a span each; the rest is counted only. */
export const MAX_SPANS_PER_SEND = 200;

/**
 * A sender whose sends are counted and timed. An entry whose trace is recorded gets a span from the taking to the
 * broker's confirmation, in that trace, and carries it on, so that what is done with it elsewhere hangs below.
 */
export function observeSender<E extends SentEntry, S extends Sender<E>>(
  service: string,
  sender: S,
  telemetry: Telemetry,
): S {
  const send = async (entries: readonly E[]): Promise<void> => {
    const startMs = performance.now();
    const spans: Span[] = [];
    const carried = entries.map((entry) => carry(service, entry, spans, entries.length, telemetry));
    let outcome = 'failed';
    try {
      await sender.send(carried);
      outcome = 'confirmed';
    } finally {
      const about = { [ATTRIBUTES.service]: service, [ATTRIBUTES.outcome]: outcome };
      telemetry.instruments.relaySent.add(entries.length, about);
      telemetry.instruments.relayDuration.record((performance.now() - startMs) / 1_000, about);
      for (const span of spans) {
        if (outcome === 'failed') span.setStatus({ code: SpanStatusCode.ERROR });
        span.setAttribute(ATTRIBUTES.outcome, outcome).end();
      }
    }
  };
  return { ...sender, send };
}

function carry<E extends SentEntry>(
  service: string,
  entry: E,
  spans: Span[],
  size: number,
  { tracer }: Telemetry,
): E {
  const parent = spans.length < MAX_SPANS_PER_SEND ? recordedContext(entry.stored.traceparent) : undefined;
  if (parent === undefined) return entry;
  const attributes = { [ATTRIBUTES.service]: service, 'mdtf.batch.size': size };
  const span = tracer.startSpan(`send mdtf.${service}.v1`, { kind: SpanKind.PRODUCER, attributes }, parent);
  spans.push(span);
  return { ...entry, stored: { ...entry.stored, traceparent: traceparentOf(span.spanContext()) } };
}

/** How a relay stands, as it says itself. */
export interface RelayStanding {
  readonly leader: boolean;
  readonly lag: number;
  readonly aside: readonly unknown[];
}

/** Looks at a relay whenever metrics are exported; answers how to stop. */
export function observeRelay(
  service: string,
  status: () => RelayStanding,
  { instruments, meter }: Telemetry,
): () => void {
  const { relayLag, relayLeader, relayAside } = instruments;
  const gauges = [relayLag, relayLeader, relayAside];
  const about = { [ATTRIBUTES.service]: service };
  const look = (result: BatchObservableResult): void => {
    const { leader, lag, aside } = status();
    result.observe(relayLeader, leader ? 1 : 0, about);
    // Whoever does not lead does not know.
    if (leader) result.observe(relayLag, lag, about);
    if (leader) result.observe(relayAside, aside.length, about);
  };
  meter.addBatchObservableCallback(look, gauges);
  return () => meter.removeBatchObservableCallback(look, gauges);
}
