import { randomUUID } from 'node:crypto';
import { systemTimers, WOKEN } from '@mdtf/fund-log';
import { onceEach } from './once-each.ts';
import { publishWhileLeading } from './publish-while-leading.ts';
import { RELAY_LIMITS, type Relay, type RelayParts } from './relay.ts';
import { createRelayLease } from './relay-lease.ts';
import { createRelayPlaces } from './relay-places.ts';
import { type RunningRelay, setAside } from './running-relay.ts';

/** Runs a relay on any log and any broker until it is disposed of. */
export function runRelay({ log, sender, wakeups, onAlarm, ...options }: RelayParts): Relay {
  const limits = { ...RELAY_LIMITS, ...options.limits };
  const timers = options.timers ?? systemTimers;
  const relay: RunningRelay = {
    log,
    sender,
    limits,
    timers,
    lease: createRelayLease(log, { holder: randomUUID(), leaseMs: limits.leaseMs, timers }),
    alarm: onceEach(timers, (detail, fund) =>
      onAlarm?.({ source: log.service, detail, ...(fund !== undefined && { fund }) }),
    ),
    stop: new AbortController(),
    wake: new AbortController(),
    places: createRelayPlaces(limits),
    heardOf: new Set(),
    aside: new Map(),
    published: 0,
    epoch: undefined,
  };
  const stopListening = wakeups?.listen(({ heads }) => {
    if (relay.lease.epoch() === undefined) return;
    for (const { service, fund, sequence } of heads) {
      if (service === log.service && !relay.places.hear(fund, sequence)) relay.heardOf.add(fund);
    }
    relay.wake.abort(WOKEN);
  });
  const running = Promise.all([lead(relay), keepLease(relay)]);

  return {
    async setAside(fund, reason = 'set aside by an operator') {
      await setAside(relay, fund, reason);
    },
    async takeUp(fund) {
      await log.takeUp(fund);
      relay.aside.delete(fund);
      relay.heardOf.add(fund);
      relay.wake.abort(WOKEN);
    },
    status: () => ({
      leader: relay.lease.epoch() !== undefined,
      epoch: relay.epoch,
      lag: relay.lease.epoch() === undefined ? 0 : relay.places.lag(),
      published: relay.published,
      aside: Array.from(relay.aside, ([fund, reason]) => ({ fund, reason })),
    }),
    async [Symbol.asyncDispose]() {
      relay.stop.abort();
      relay.wake.abort(WOKEN);
      stopListening?.();
      await running;
      await sender[Symbol.asyncDispose]();
      // Otherwise it ends by itself.
      await relay.lease.release().catch(() => {});
    },
  };
}

async function lead(relay: RunningRelay): Promise<void> {
  const { lease, limits, timers, stop, alarm, log } = relay;
  while (!stop.signal.aborted) {
    try {
      if (!(await lease.take())) {
        await timers.sleep(limits.lookIntervalMs, stop.signal);
        continue;
      }
      relay.epoch = lease.epoch();
      relay.places = createRelayPlaces(limits);
      await publishWhileLeading(relay);
    } catch (error) {
      alarm(`${log.service} cannot be published: ${String(error)}`);
      await timers.sleep(limits.retryMs, stop.signal);
    }
  }
}

/** Beside the publishing, so that a send that waits for the broker does not cost the lease. */
async function keepLease({ lease, limits, timers, stop, alarm, log }: RunningRelay): Promise<void> {
  while (!stop.signal.aborted) {
    await timers.sleep(limits.leaseMs / 10, stop.signal);
    try {
      await lease.renew();
    } catch (error) {
      alarm(`the lease of ${log.service} could not be renewed: ${String(error)}`);
    }
  }
}
