import {
  createSubscription,
  type Subscription,
  type SubscriptionLimits,
  systemTimers,
  type Timers,
} from '@mdtf/fund-log';
import type { Bus, BusAlarm, Source } from './bus.ts';
import { createFundShare } from './fund-share.ts';
import type { KafkaConnection } from './kafka-connection.ts';
import { joinGroup } from './kafka-consumer.ts';
import { offerBatch } from './kafka-offers.ts';
import { topicOf } from './partition-of.ts';

export interface KafkaBusOptions {
  readonly connection: KafkaConnection;
  /** Whose replicas share the work: the name of the following service. */
  readonly subscriber: string;
  readonly sources: readonly Source[];
  readonly timers?: Timers;
  readonly limits?: Partial<SubscriptionLimits>;
  readonly onAlarm?: (alarm: BusAlarm) => void;
  /** Reading Kafka has ended for good, for a reason that trying again does not change; the process should end. */
  readonly onCrash?: (error: Error) => void;
}

/**
 * The bus over Kafka: entries come from the sources' topics, and what does not come from there, from the sources' logs.
 * Cursors are the truth, Kafka's offsets a hint; without Kafka it works by comparing heads alone. A source with wakeups
 * runs in this process and is read here.
 */
export function createKafkaBus(options: KafkaBusOptions): Bus {
  const { connection, subscriber, sources, limits, onAlarm, onCrash } = options;
  const timers = options.timers ?? systemTimers;
  const byName = new Map(sources.map((source) => [source.reader.service, source]));
  const elsewhere = sources
    .filter(({ wakeups }) => wakeups === undefined)
    .map(({ reader }) => reader.service);
  const share = createFundShare();
  const subscriptions = new Map<string, Subscription[]>();
  const stop = new AbortController();
  const member = joinGroup({
    connection,
    groupId: `mdtf.${subscriber}`,
    topics: elsewhere.map(topicOf),
    timers,
    stop: stop.signal,
    onBatch: (batch) => offerBatch(batch, { services: elsewhere, subscriptions, onAlarm }),
    onAssigned: share.assign,
    onAlarm: (detail) => onAlarm?.({ source: subscriber, detail }),
    onCrash: (error) => {
      onAlarm?.({ source: subscriber, detail: `Kafka is not read any more: ${error.message}` });
      onCrash?.(error);
    },
  });

  const announced = (name: string): Source => {
    const source = byName.get(name);
    if (source === undefined) throw new RangeError(`Nobody has announced the source ${name}`);
    return source;
  };

  return {
    follow(name, handler) {
      const source = announced(name);
      const { reader, wakeups } = source;
      const subscription = createSubscription({
        reader,
        handler,
        timers,
        ...(wakeups === undefined ? { isOwn: (fund) => share.isOwn(name, fund) } : { wakeups }),
        ...(limits !== undefined && { limits }),
        ...(onAlarm !== undefined && { onAlarm }),
      });
      subscriptions.set(name, [...(subscriptions.get(name) ?? []), subscription]);
      return subscription;
    },
    reader: (name) => announced(name).reader,
    async [Symbol.asyncDispose]() {
      stop.abort();
      const all = [...subscriptions.values()].flat();
      await Promise.all(all.map((subscription) => subscription[Symbol.asyncDispose]()));
      await member;
    },
  };
}
