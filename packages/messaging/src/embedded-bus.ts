import { createSubscription, type Subscription, type SubscriptionLimits, type Timers } from '@mdtf/fund-log';
import type { Bus, BusAlarm, Source } from './bus.ts';

export interface EmbeddedBusOptions {
  readonly sources: readonly Source[];
  readonly timers?: Timers;
  readonly limits?: Partial<SubscriptionLimits>;
  readonly onAlarm?: (alarm: BusAlarm) => void;
}

/** The bus within one process: nothing is sent. Subscriptions read the sources' logs, woken after each commit. */
export function createEmbeddedBus({ sources, timers, limits, onAlarm }: EmbeddedBusOptions): Bus {
  const byName = new Map(sources.map((source) => [source.reader.service, source]));
  const subscriptions = new Set<Subscription>();

  const announced = (name: string): Source => {
    const source = byName.get(name);
    if (source === undefined) throw new RangeError(`Nobody has announced the source ${name}`);
    return source;
  };

  return {
    follow(name, handler) {
      const source = announced(name);
      const subscription = createSubscription({
        reader: source.reader,
        handler,
        ...(source.wakeups !== undefined && { wakeups: source.wakeups }),
        ...(timers !== undefined && { timers }),
        ...(limits !== undefined && { limits }),
        ...(onAlarm !== undefined && { onAlarm }),
      });
      subscriptions.add(subscription);
      return subscription;
    },
    reader: (name) => announced(name).reader,
    async [Symbol.asyncDispose]() {
      await Promise.all(Array.from(subscriptions, (subscription) => subscription[Symbol.asyncDispose]()));
    },
  };
}
