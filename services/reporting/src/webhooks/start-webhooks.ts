import { systemTimers } from '@mdtf/fund-log';
import type { ServiceParts, WorkAround } from '@mdtf/runtime';
import { deliverAll } from './deliver.ts';
import { DEFAULT_WEBHOOK_LIMITS, type WebhookSettings } from './settings.ts';

/** Rounds between two rests. */
const MAX_ROUNDS = 100;

/** Begins to send entries to those who subscribed to them, until it is disposed of; what is being sent then is sent first. */
export function startWebhooks(
  { pool }: Pick<ServiceParts, 'pool'>,
  { bus, onAlarm }: WorkAround,
  settings: WebhookSettings,
): AsyncDisposable {
  const limits = { ...DEFAULT_WEBHOOK_LIMITS, ...settings.limits };
  const sending = { pool, reader: (source: string) => bus.reader(source), settings, limits };
  const stop = new AbortController();

  const look = async (): Promise<void> => {
    for (let round = 0; round < MAX_ROUNDS && !stop.signal.aborted; round += 1) {
      if ((await deliverAll(sending)) === 0) return;
    }
  };
  const work = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await look().catch((error: Error) => onAlarm(`Webhooks wait: ${error.name}`));
      await systemTimers.sleep(limits.lookEveryMs, stop.signal);
    }
  };
  const working = work();
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await working;
    },
  };
}
