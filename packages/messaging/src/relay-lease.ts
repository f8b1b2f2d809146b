import type { RelayLog, Timers } from '@mdtf/fund-log';

/** The right to publish, for as long as it is renewed. */
export interface RelayLease {
  /** Of the lease that is held now; undefined once it is lost, or may be. */
  epoch(): bigint | undefined;
  /** Tries to take it; true when it is held. Throws when the database does not answer. */
  take(): Promise<boolean>;
  /** Renews it when that is due; nothing when it is not held. */
  renew(): Promise<void>;
  /** Lets others take it at once. */
  release(): Promise<void>;
  /** It was found to be over. */
  lose(): void;
}

/** Of the lease's time, after which it is renewed. */
const RENEWED_AFTER = 1 / 4;

export function createRelayLease(
  log: RelayLog,
  { holder, leaseMs, timers }: { holder: string; leaseMs: number; timers: Timers },
): RelayLease {
  let held: { readonly epoch: bigint; readonly untilMs: number } | undefined;

  /** By this process's clock, counted from before the question: so it ends here before anybody else can take it. */
  const hold = (epoch: bigint | undefined, askedAtMs: number): void => {
    held = epoch === undefined ? undefined : { epoch, untilMs: askedAtMs + leaseMs };
  };
  const current = () => (held !== undefined && timers.elapsedMs() < held.untilMs ? held : undefined);

  return {
    epoch: () => current()?.epoch,
    async take() {
      if (current() !== undefined) return true;
      const askedAtMs = timers.elapsedMs();
      hold(await log.takeLease(holder, leaseMs), askedAtMs);
      return held !== undefined;
    },
    async renew() {
      const lease = current();
      const askedAtMs = timers.elapsedMs();
      if (lease === undefined || askedAtMs < lease.untilMs - leaseMs * (1 - RENEWED_AFTER)) return;
      const renewed = await log.renewLease(lease.epoch, leaseMs);
      if (held?.epoch === lease.epoch) hold(renewed ? lease.epoch : undefined, askedAtMs);
    },
    async release() {
      const lease = held;
      held = undefined;
      if (lease !== undefined) await log.releaseLease(lease.epoch);
    },
    lose() {
      held = undefined;
    },
  };
}
