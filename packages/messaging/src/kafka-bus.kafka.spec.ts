import { memoryRelayLog } from '@mdtf/fund-log';
import { connectionUnderTest, freshService } from '../test/kafka-under-test.ts';
import type { Bus, BusAlarm, Source } from './bus.ts';
import { busConformance } from './bus-conformance.ts';
import { createKafkaBus } from './kafka-bus.ts';
import { createKafkaSender } from './kafka-sender.ts';
import { runRelay } from './run-relay.ts';

const limits = { headsIntervalMs: 100, retryMs: 5 };

/** The bus over Kafka, with a relay for each source; what is written reaches it through the topic or by comparing heads. */
async function kafkaBus(sources: readonly Source[], onAlarm: (alarm: BusAlarm) => void): Promise<Bus> {
  const connection = connectionUnderTest();
  const relays = sources.map(({ reader, wakeups }) =>
    runRelay({
      log: memoryRelayLog(reader),
      sender: createKafkaSender(connection, reader.service),
      limits: { lookIntervalMs: 20 },
      ...(wakeups !== undefined && { wakeups }),
    }),
  );
  const subscriber = `reader-${sources[0]?.reader.service}`;
  const apart = sources.map(({ reader }) => ({ reader }));
  const bus = createKafkaBus({ connection, subscriber, sources: apart, limits, onAlarm });
  return {
    follow: (source, handler) => bus.follow(source, handler),
    reader: (source) => bus.reader(source),
    async [Symbol.asyncDispose]() {
      await bus[Symbol.asyncDispose]();
      for (const relay of relays) await relay[Symbol.asyncDispose]();
    },
  };
}

busConformance('the bus over Kafka', { make: kafkaBus, newService: () => freshService() });
