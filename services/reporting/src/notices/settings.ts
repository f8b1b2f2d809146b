import type { WebhookSettings } from '../webhooks/settings.ts';
import type { MailSettings } from './mail-sender.ts';

/** What the service sends by itself, and how; without mail nothing is sent by e-mail. */
export interface NoticeSettings {
  readonly mail?: MailSettings;
  /** Absent: https to the public internet. */
  readonly webhooks?: WebhookSettings;
  readonly limits?: Partial<NoticeLimits>;
}

/** Every bound of sending. */
export interface NoticeLimits {
  /** Between looks at what is to be sent. */
  readonly lookEveryMs: number;
  /** Before a message is tried again the first time; twice as long each time after, up to the longest. */
  readonly retryAfterMs: number;
  readonly retryAfterMostMs: number;
  /** Tries of one message; with the longest wait more than a week. */
  readonly maxAttempts: number;
  /** How long a message is one process's to send; past it, that process is taken for dead. */
  readonly leaseMs: number;
}

export const DEFAULT_NOTICE_LIMITS: NoticeLimits = {
  lookEveryMs: 2_000,
  retryAfterMs: 60_000,
  retryAfterMostMs: 3_600_000,
  maxAttempts: 200,
  leaseMs: 600_000,
};

/** How long to wait after so many failed tries. */
export function retryAfter({ retryAfterMs, retryAfterMostMs }: NoticeLimits, attempts: number): number {
  return Math.min(retryAfterMs * 2 ** Math.min(attempts - 1, 30), retryAfterMostMs);
}
