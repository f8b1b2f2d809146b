/** Told what a log does, for whoever measures it: afterwards, in the same turn. Must not throw and take next to no time. */
export interface LogTelemetry {
  /** A batch is through, with all its tries. */
  batchDone(batch: BatchFigures): void;
}

/** One batch, as it came out. */
export interface BatchFigures {
  /** Commands, entries and whatever else was in it. */
  readonly works: number;
  /** Logs that have grown by it. */
  readonly grown: number;
  readonly durationMs: number;
  /** `not-committed`: given up, surely without effect. `failed`: at least one work cannot be decided, or may or may not be on disk. */
  readonly outcome: 'committed' | 'not-committed' | 'failed';
}
