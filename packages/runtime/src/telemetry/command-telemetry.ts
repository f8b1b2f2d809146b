import type { Command, CommandResult, Committer, IngestResult, Reaction, ReadEntry } from '@mdtf/fund-log';
import { type Context, type Span, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { ATTRIBUTES } from './metrics.ts';
import type { Telemetry } from './telemetry.ts';
import { recordedContext, traceparentOf } from './trace-context.ts';
import { countVerdicts } from './verdict-telemetry.ts';

/**
 * A committer whose commands and ingested entries are counted, and traced where their trace is recorded: one span each,
 * in the trace of what caused it, from its coming to its outcome on disk. What it records carries the span on.
 */
export function observeCommitter(service: string, committer: Committer, telemetry: Telemetry): Committer {
  return {
    submit: (command) => submitObserved(service, committer, telemetry, command),
    ingest: (entry, reaction) => ingestObserved(service, committer, telemetry, entry, reaction),
    park: (...stream) => committer.park(...stream),
    resume: (...stream) => committer.resume(...stream),
    carryOutDue: () => committer.carryOutDue(),
    get waiting() {
      return committer.waiting;
    },
    [Symbol.asyncDispose]: () => committer[Symbol.asyncDispose](),
  };
}

async function submitObserved(
  service: string,
  committer: Committer,
  telemetry: Telemetry,
  command: Command,
): Promise<CommandResult> {
  const parent = recordedContext(command.traceparent);
  const span = parent === undefined ? undefined : startCommit(service, telemetry, command, parent);
  let outcome = 'failed';
  try {
    const submitted =
      span === undefined ? command : { ...command, traceparent: traceparentOf(span.spanContext()) };
    const result = await committer.submit(submitted);
    outcome = outcomeOf(result);
    if (result.outcome === 'rejected' && !result.replayed) {
      countVerdicts(telemetry, service, 'refused', result.rejection.verdicts);
    }
    if (span !== undefined && 'position' in result) {
      span.setAttribute('mdtf.sequence', result.position.sequence.toString());
    }
    return result;
  } finally {
    telemetry.instruments.commands.add(1, {
      [ATTRIBUTES.service]: service,
      [ATTRIBUTES.command]: command.type,
      [ATTRIBUTES.outcome]: outcome,
    });
    end(span, outcome);
  }
}

function outcomeOf(result: CommandResult): string {
  return 'replayed' in result && result.replayed ? 'replayed' : result.outcome;
}

function startCommit(service: string, { tracer }: Telemetry, command: Command, parent: Context): Span {
  const attributes = {
    [ATTRIBUTES.service]: service,
    [ATTRIBUTES.command]: command.type,
    'mdtf.fund': command.fund,
  };
  return tracer.startSpan(`commit ${command.type}`, { kind: SpanKind.INTERNAL, attributes }, parent);
}

async function ingestObserved(
  service: string,
  committer: Committer,
  { tracer }: Telemetry,
  entry: ReadEntry,
  reaction: Reaction | undefined,
): Promise<IngestResult> {
  const parent = recordedContext(entry.traceparent);
  if (parent === undefined) return committer.ingest(entry, reaction);
  const attributes = {
    [ATTRIBUTES.service]: service,
    [ATTRIBUTES.source]: entry.service,
    'mdtf.fund': entry.fund,
    'mdtf.entry': entry.type,
    'mdtf.sequence': entry.sequence.toString(),
  };
  const span = tracer.startSpan(`follow ${entry.type}`, { kind: SpanKind.CONSUMER, attributes }, parent);
  let outcome = 'failed';
  try {
    const result = await committer.ingest(
      { ...entry, traceparent: traceparentOf(span.spanContext()) },
      reaction === undefined ? undefined : (read) => named(span, reaction(read)),
    );
    outcome = result.outcome;
    return result;
  } finally {
    end(span, outcome);
  }
}

/** A span of what was done because of an entry is called after that. */
function named(span: Span, command: ReturnType<Reaction>): ReturnType<Reaction> {
  if (command !== undefined) {
    span.updateName(`react ${command.type}`).setAttribute(ATTRIBUTES.command, command.type);
  }
  return command;
}

function end(span: Span | undefined, outcome: string): void {
  if (span === undefined) return;
  span.setAttribute(ATTRIBUTES.outcome, outcome);
  if (outcome === 'failed') span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
