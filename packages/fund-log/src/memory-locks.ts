/** Locks on the heads of funds, held until released. */
export interface Locks {
  /** Takes all of them, in sorted order, each after those who asked before. */
  acquire(funds: readonly string[]): Promise<HeldLocks>;
  /** Whether somebody has it or is waiting for it. */
  isHeld(fund: string): boolean;
}

export interface HeldLocks {
  /** Gives all of them back; a second time does nothing. */
  release(): void;
}

export function createLocks(): Locks {
  // For each fund the last in line; whoever comes next waits for it.
  const lastInLine = new Map<string, Promise<void>>();

  return {
    isHeld: (fund) => lastInLine.has(fund),
    async acquire(funds) {
      const releases: (() => void)[] = [];
      for (const fund of [...new Set(funds)].sort()) {
        const before = lastInLine.get(fund);
        const { promise, resolve } = Promise.withResolvers<void>();
        lastInLine.set(fund, promise);
        releases.push(() => {
          if (lastInLine.get(fund) === promise) lastInLine.delete(fund);
          resolve();
        });
        await before;
      }
      return {
        release() {
          for (const release of releases.splice(0)) release();
        },
      };
    },
  };
}
