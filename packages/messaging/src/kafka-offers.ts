import type { Subscription } from '@mdtf/fund-log';
import type { EachBatchPayload } from 'kafkajs';
import type { BusAlarm } from './bus.ts';
import { entriesOf } from './kafka-records.ts';
import { offerTo } from './offer-to.ts';
import { topicOf } from './partition-of.ts';

/** Entries taken apart and offered at a time, so that nothing else waits for long. */
const CHUNK = 200;

interface Followers {
  readonly services: readonly string[];
  readonly subscriptions: ReadonlyMap<string, readonly Subscription[]>;
  readonly onAlarm: ((alarm: BusAlarm) => void) | undefined;
}

/** Offers a batch of records to everyone here who follows their service; says between how the member lives. */
export async function offerBatch(
  payload: EachBatchPayload,
  { services, subscriptions, onAlarm }: Followers,
): Promise<void> {
  const { batch } = payload;
  const service = services.find((one) => topicOf(one) === batch.topic) ?? '';
  for (let at = 0; at < batch.messages.length && payload.isRunning() && !payload.isStale(); at += CHUNK) {
    const followers = subscriptions.get(service) ?? [];
    if (followers.length === 0) return;
    const { entries, bytes, unreadable } = entriesOf(service, batch.messages.slice(at, at + CHUNK));
    if (unreadable.length > 0) {
      const where = `${batch.topic}, partition ${batch.partition}, offsets ${unreadable.join(', ')}`;
      onAlarm?.({ source: service, detail: `not entries of ${service}, left out: ${where}` });
    }
    await Promise.all(followers.map((one) => offerTo(one, entries, bytes, () => payload.heartbeat())));
    await payload.heartbeat();
  }
}
