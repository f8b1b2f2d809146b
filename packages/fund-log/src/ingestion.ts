import type { Committer, IngestResult, Reaction } from './committer.ts';
import type { ReadEntry } from './log-reader.ts';
import { type Cursor, FACTS, type Store } from './store.ts';
import type { Stream, StreamHandler, StreamOutcome } from './subscription.ts';

/** Feeds a source's entries to a committer: facts are folded and reactions carried out, in the committer's transactions. */
export function ingestion(committer: Committer, store: Store, reaction?: Reaction): StreamHandler {
  return {
    subscriber: FACTS,
    cursors: (source) => store.factCursors(source),
    handle: (source, streams) =>
      Promise.all(streams.map((stream) => ingest(committer, source, stream, reaction))),
    park: (source, fund, reason) => committer.park(source, fund, reason),
    resume: (source, fund) => committer.resume(source, fund),
  };
}

async function ingest(
  committer: Committer,
  source: string,
  { fund, entries }: Stream,
  reaction: Reaction | undefined,
): Promise<StreamOutcome> {
  // All at once, so that they come into one batch; the committer keeps their order.
  const results = await Promise.allSettled(entries.map((entry) => committer.ingest(entry, reaction)));
  let last: ReadEntry | undefined;
  for (const [at, settled] of results.entries()) {
    const stopped = stopOf(settled);
    if (stopped !== undefined) return { fund, ...cursorAfter(source, last), ...stopped };
    last = entries[at];
  }
  return { fund, ...cursorAfter(source, last), state: 'following' };
}

/** Why a stream does not go on after a result; undefined when it does. */
function stopOf(
  settled: PromiseSettledResult<IngestResult>,
): Pick<StreamOutcome, 'state' | 'reason'> | undefined {
  // Whether it was committed is not known here, but the cursor knows.
  if (settled.status === 'rejected') return { state: 'gap', reason: String(settled.reason) };
  const result = settled.value;
  switch (result.outcome) {
    case 'applied':
    case 'refused':
    case 'skipped':
      return undefined;
    case 'gap':
      return { state: 'gap' };
    case 'newer':
      return { state: 'newer-version' };
    case 'failed':
      return { state: result.parked ? 'parked' : 'failed', reason: result.reason };
    case 'parked':
      return { state: 'parked', reason: result.reason };
    case 'overloaded':
      return { state: 'failed', reason: 'The committer is overloaded' };
  }
}

function cursorAfter(source: string, last: ReadEntry | undefined): { cursor?: Cursor } {
  if (last === undefined) return {};
  const { fund, sequence, leafHash } = last;
  return { cursor: { source, fund, sequence, leafHash, attempts: 0 } };
}
