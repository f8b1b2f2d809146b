import {
  type Context,
  isSpanContextValid,
  ROOT_CONTEXT,
  type SpanContext,
  TraceFlags,
  trace,
} from '@opentelemetry/api';

const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const NO_SUCH_VERSION = 'ff';

/** The span that a W3C `traceparent` names; undefined when the text is none. */
export function spanContextOf(traceparent: string | undefined): SpanContext | undefined {
  const [, version, traceId = '', spanId = '', flags = ''] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  if (version === undefined || version === NO_SUCH_VERSION) return undefined;
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
  const context: SpanContext = { traceId, spanId, traceFlags, isRemote: true };
  return isSpanContextValid(context) ? context : undefined;
}

/** A span as a W3C `traceparent`. */
export function traceparentOf({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

/** A context in which new spans are children of the one that a `traceparent` names; the root where it names none. */
export function contextUnder(traceparent: string | undefined): Context {
  const parent = spanContextOf(traceparent);
  return parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent);
}

/** Like `contextUnder`, for a trace that is being recorded; undefined for every other, at the cost of a look at one character. */
export function recordedContext(traceparent: string | undefined): Context | undefined {
  if (traceparent === undefined || !isSampled(traceparent)) return undefined;
  const parent = spanContextOf(traceparent);
  return parent === undefined ? undefined : trace.setSpanContext(ROOT_CONTEXT, parent);
}

// The last character is odd exactly when the lowest flag, "sampled", is set.
const isSampled = (traceparent: string): boolean => '13579bdf'.includes(traceparent.at(-1) ?? '0');

/** The `traceparent` of what is being done now where its trace is recorded; undefined with telemetry off. */
export function activeTraceparent(): string | undefined {
  const context = trace.getActiveSpan()?.spanContext();
  if (context === undefined || (context.traceFlags & TraceFlags.SAMPLED) === 0) return undefined;
  return traceparentOf(context);
}
