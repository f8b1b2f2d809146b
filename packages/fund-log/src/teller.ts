import { OVERLOADED } from './commit-works.ts';
import { type Timers, WOKEN } from './timers.ts';
import type { Outcome } from './work.ts';

/** Tells callers what became of their works: while others wait, those go first, since answering fills the time that the database needs for them. */
export interface Teller {
  /** Keeps what is to be told when there is time: the last batch, of which nobody has been told. */
  keep(batch: Untold): void;
  /** Begins to tell what is kept, if anything is. */
  readonly tell: () => void;
  /** Tells what is kept at the latest after so long; until it is called off. */
  tellInTime(): CalledOff;
  /** Resolves when all have been told. */
  done(): Promise<void>;
}

type CalledOff = () => void;

/** A batch that is through, and whose callers do not know yet. */
export interface Untold {
  readonly callers: readonly { readonly tell: (outcome: Outcome) => void }[];
  readonly outcomes: readonly Outcome[];
}

const NOBODY: Untold = { callers: [], outcomes: [] };

const TOLD_AT_ONCE = 16;

const TOLD_WITHIN_MS = 20;

/** `othersWait` says whether somebody waits for the database's next answer. */
export function createTeller(timers: Timers, othersWait: () => boolean): Teller {
  let untold = NOBODY;
  let telling = Promise.resolve();

  const tell = (): void => {
    const batch = untold;
    untold = NOBODY;
    if (batch.callers.length > 0) telling = telling.then(() => tellAll(batch));
  };

  /** A few at a time while others wait, so that the database's answer is heard in between. */
  const tellAll = async ({ callers, outcomes }: Untold): Promise<void> => {
    for (const [at, caller] of callers.entries()) {
      if (at % TOLD_AT_ONCE === 0 && othersWait()) await timers.turn();
      const outcome = outcomes[at] ?? OVERLOADED;
      if (outcome.kind !== 'later') caller.tell(outcome);
    }
  };

  return {
    tell,
    keep(batch) {
      tell();
      untold = batch;
    },
    tellInTime() {
      if (untold === NOBODY) return () => {};
      const patience = new AbortController();
      void timers.sleep(TOLD_WITHIN_MS, patience.signal).then(() => {
        if (!patience.signal.aborted) tell();
      });
      return () => patience.abort(WOKEN);
    },
    async done() {
      tell();
      await telling;
    },
  };
}
