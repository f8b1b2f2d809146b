import { postgresRelayLog, type Timers, type Wakeups } from '@mdtf/fund-log';
import type { BusAlarm } from './bus.ts';
import type { EntrySender } from './entry-sender.ts';
import type { KafkaConnection } from './kafka-connection.ts';
import { createKafkaSender } from './kafka-sender.ts';
import type { Relay, RelayLimits } from './relay.ts';
import { runRelay } from './run-relay.ts';

export interface RelayOptions {
  readonly connection: KafkaConnection;
  readonly service: string;
  /** Of the service's database, whose log is published. */
  readonly pool: Parameters<typeof postgresRelayLog>[0]['pool'];
  /** Told after each commit of this process; those of others are found by looking. */
  readonly wakeups?: Wakeups;
  readonly timers?: Timers;
  readonly limits?: Partial<RelayLimits>;
  readonly onAlarm?: (alarm: BusAlarm) => void;
  /** Put around what sends, to measure and trace it; nothing is by default. */
  readonly observe?: (sender: EntrySender) => EntrySender;
}

/** Begins to publish a service's log to its topic, or to stand by while another process of the service does. */
export function createRelay({ connection, service, pool, observe, ...rest }: RelayOptions): Relay {
  const sender = createKafkaSender(connection, service);
  return runRelay({
    log: postgresRelayLog({ pool, service }),
    sender: observe === undefined ? sender : observe(sender),
    ...rest,
  });
}
