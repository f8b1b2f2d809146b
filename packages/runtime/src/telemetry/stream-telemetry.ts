import type { ReadEntry, Stream, StreamHandler, StreamOutcome } from '@mdtf/fund-log';
import { SpanKind } from '@opentelemetry/api';
import { ATTRIBUTES } from './metrics.ts';
import type { Telemetry } from './telemetry.ts';
import { recordedContext } from './trace-context.ts';
import { countVerdicts } from './verdict-telemetry.ts';

/** Entries of one handling that get a span each; the rest of a long catching-up is counted only. */
export const MAX_SPANS_PER_HANDLING = 200;

/** What is to be observed about a handler. */
export interface HandlerView {
  readonly service: string;
  /** True where the handler writes read tables: its entries get their spans here, and their verdicts are counted. */
  readonly projects: boolean;
}

/** A handler whose entries are counted by outcome and, where they become rows of a read model, traced. */
export function observeHandler(
  handler: StreamHandler,
  view: HandlerView,
  telemetry: Telemetry,
): StreamHandler {
  return {
    ...handler,
    async handle(source, streams) {
      const startMs = performance.now();
      const outcomes = await handler.handle(source, streams);
      count(telemetry, view.service, handler.subscriber, source, streams, outcomes);
      if (view.projects) observeProjection(telemetry, view.service, handledOf(streams, outcomes), startMs);
      return outcomes;
    },
  };
}

function count(
  { instruments }: Telemetry,
  service: string,
  subscriber: string,
  source: string,
  streams: readonly Stream[],
  outcomes: readonly StreamOutcome[],
): void {
  const about = {
    [ATTRIBUTES.service]: service,
    [ATTRIBUTES.source]: source,
    [ATTRIBUTES.subscriber]: subscriber,
  };
  const handled = handledOf(streams, outcomes).length;
  if (handled > 0) instruments.entriesFollowed.add(handled, { ...about, [ATTRIBUTES.outcome]: 'handled' });
  for (const { state } of outcomes) {
    if (state !== 'following') instruments.entriesFollowed.add(1, { ...about, [ATTRIBUTES.outcome]: state });
  }
}

/** The entries that the cursors have come past. */
function handledOf(streams: readonly Stream[], outcomes: readonly StreamOutcome[]): readonly ReadEntry[] {
  const reached = new Map(outcomes.map(({ fund, cursor }) => [fund, cursor?.sequence ?? 0n]));
  return streams.flatMap(({ fund, entries }) => {
    const upTo = reached.get(fund) ?? 0n;
    return entries.at(-1)?.sequence === upTo ? entries : entries.filter(({ sequence }) => sequence <= upTo);
  });
}

/** Afterwards, because only then is it known what was handled. */
function observeProjection(
  telemetry: Telemetry,
  service: string,
  entries: readonly ReadEntry[],
  startTime: number,
): void {
  let spans = 0;
  for (const entry of entries) {
    countVerdicts(
      telemetry,
      entry.service,
      'recorded',
      (entry.data as { verdicts?: unknown } | null)?.verdicts,
    );
    const parent = spans < MAX_SPANS_PER_HANDLING ? recordedContext(entry.traceparent) : undefined;
    if (parent === undefined) continue;
    spans += 1;
    const attributes = {
      [ATTRIBUTES.service]: service,
      [ATTRIBUTES.source]: entry.service,
      'mdtf.fund': entry.fund,
      'mdtf.entry': entry.type,
      'mdtf.sequence': entry.sequence.toString(),
      'mdtf.batch.size': entries.length,
    };
    const name = `project ${entry.type}`;
    telemetry.tracer.startSpan(name, { kind: SpanKind.CONSUMER, attributes, startTime }, parent).end();
  }
}
