import type { ReadEntry } from './log-reader.ts';
import { beginning, failedOnce, type KnownVersions, parked, resumed, stepOf } from './projection-step.ts';
import type { Cursor } from './store.ts';
import type { Stream, StreamHandler, StreamOutcome } from './subscription.ts';

/** A projection whose read tables are in memory, for tests and simulation: the same promises, one fund at a time. */
export interface MemoryProjectionOptions {
  readonly subscriber: string;
  /** Must change nothing when it throws. */
  readonly apply: (entries: readonly ReadEntry[]) => Promise<void> | void;
  readonly knownVersions?: KnownVersions;
}

export function memoryProjection({
  subscriber,
  apply,
  knownVersions,
}: MemoryProjectionOptions): StreamHandler {
  const cursors = new Map<string, Cursor>();
  const cursorOf = (source: string, fund: string): Cursor =>
    cursors.get(`${source}/${fund}`) ?? beginning(source, fund);
  const place = (cursor: Cursor): void => void cursors.set(`${cursor.source}/${cursor.fund}`, cursor);

  const handle = async (source: string, stream: Stream): Promise<StreamOutcome> => {
    const { after, fresh, outcome } = stepOf(cursorOf(source, stream.fund), stream, knownVersions);
    try {
      if (fresh.length > 0) await apply(fresh);
      place(after);
      return outcome;
    } catch (error) {
      const [first] = fresh;
      // One by one, until what fails stands alone.
      if (first !== undefined && fresh.length > 1) return oneByOne(source, stream.fund, fresh);
      const failed = failedOnce(cursorOf(source, stream.fund), String(error));
      place(failed);
      const state = failed.parkedReason === undefined ? 'failed' : 'parked';
      return { fund: stream.fund, state, reason: String(error) };
    }
  };

  const oneByOne = async (
    source: string,
    fund: string,
    entries: readonly ReadEntry[],
  ): Promise<StreamOutcome> => {
    let outcome: StreamOutcome = { fund, state: 'following' };
    for (const entry of entries) {
      outcome = { ...outcome, ...(await handle(source, { fund, entries: [entry] })) };
      if (outcome.state !== 'following') break;
    }
    return outcome;
  };

  return {
    subscriber,
    cursors: async (source) => [...cursors.values()].filter((cursor) => cursor.source === source),
    async handle(source, streams) {
      const outcomes: StreamOutcome[] = [];
      for (const stream of streams) outcomes.push(await handle(source, stream));
      return outcomes;
    },
    park: async (source, fund, reason) => place(parked(cursorOf(source, fund), reason)),
    resume: async (source, fund) => place(resumed(cursorOf(source, fund))),
  };
}
