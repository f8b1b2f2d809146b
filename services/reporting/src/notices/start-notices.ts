import { systemTimers } from '@mdtf/fund-log';
import type { ServiceParts, WorkAround } from '@mdtf/runtime';
import { planMessages } from '../queries/schedule.ts';
import { createMailSender } from './mail-sender.ts';
import { recordDeliveries } from './record-deliveries.ts';
import { sendMessages } from './send-messages.ts';
import { DEFAULT_NOTICE_LIMITS, type NoticeSettings } from './settings.ts';

/** Rounds of sending between two looks at what there is to send. */
const MAX_ROUNDS = 100;

/** Begins to tell people by e-mail what comes near, until it is disposed of; what is being sent then is sent first. */
export function startNotices(
  parts: Pick<ServiceParts, 'pool' | 'committer'>,
  { onAlarm }: Pick<WorkAround, 'onAlarm'>,
  settings: NoticeSettings,
): AsyncDisposable {
  const { mail } = settings;
  if (mail === undefined) return { [Symbol.asyncDispose]: async () => {} };
  const limits = { ...DEFAULT_NOTICE_LIMITS, ...settings.limits };
  const sender = createMailSender(mail);
  const stop = new AbortController();

  const look = async (): Promise<void> => {
    await planMessages(parts.pool);
    for (let round = 0; round < MAX_ROUNDS && !stop.signal.aborted; round += 1) {
      if ((await sendMessages(parts, sender, limits)) === 0) break;
    }
    await recordDeliveries(parts);
  };
  const work = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await look().catch((error: unknown) => onAlarm(`Messages wait: ${nameOf(error)}`));
      await systemTimers.sleep(limits.lookEveryMs, stop.signal);
    }
  };
  const working = work();
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await working;
      sender.close();
    },
  };
}

/** By its kind alone: what an error says may name an address. */
function nameOf(error: unknown): string {
  const { code, name } = error as { code?: string; name?: string };
  return code ?? name ?? 'unknown';
}
