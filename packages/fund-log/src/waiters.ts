import type { Timers } from './timers.ts';

/** Those who wait until a fund's stream has come to a place. */
export interface Waiters {
  /** True once it has, false when the time is over first. */
  wait(fund: string, sequence: bigint, timeoutMs: number): Promise<boolean>;
  reached(fund: string, sequence: bigint): void;
  /** Lets everyone go unserved. */
  giveUp(): void;
}

interface Waiter {
  readonly sequence: bigint;
  readonly served: AbortController;
}

export function createWaiters(timers: Timers): Waiters {
  const waiting = new Map<string, Set<Waiter>>();

  return {
    async wait(fund, sequence, timeoutMs) {
      const waiter: Waiter = { sequence, served: new AbortController() };
      const ofFund = waiting.get(fund) ?? new Set();
      waiting.set(fund, ofFund.add(waiter));
      await timers.sleep(timeoutMs, waiter.served.signal);
      ofFund.delete(waiter);
      if (ofFund.size === 0 && waiting.get(fund) === ofFund) waiting.delete(fund);
      return waiter.served.signal.aborted && waiter.served.signal.reason === SERVED;
    },
    reached(fund, sequence) {
      for (const waiter of waiting.get(fund) ?? []) {
        if (waiter.sequence <= sequence) waiter.served.abort(SERVED);
      }
    },
    giveUp() {
      for (const ofFund of waiting.values()) for (const waiter of ofFund) waiter.served.abort();
    },
  };
}

const SERVED = 'served';
