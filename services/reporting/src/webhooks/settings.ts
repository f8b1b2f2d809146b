import type { AddressRules } from './allowed-address.ts';

/** Where webhooks may go, and the bounds of sending. */
export interface WebhookSettings extends AddressRules {
  readonly limits?: Partial<WebhookLimits>;
}

/** Every bound of sending to webhooks. */
export interface WebhookLimits {
  readonly lookEveryMs: number;
  /** Before the first try after a failed one; twice as long each time after, up to the longest. */
  readonly retryAfterMs: number;
  readonly retryAfterMostMs: number;
  /** Failed tries in succession after which a webhook is disabled: with these waits, after some four days. */
  readonly maxAttempts: number;
  /** How long a webhook is one process's to send to, a turn and its last request; past it, that process is taken for dead. */
  readonly leaseMs: number;
}

export const DEFAULT_WEBHOOK_LIMITS: WebhookLimits = {
  lookEveryMs: 1_000,
  retryAfterMs: 5_000,
  retryAfterMostMs: 6 * 3_600_000,
  maxAttempts: 30,
  leaseMs: 60_000,
};

/** Nothing but https to the public internet. */
export const DEFAULT_WEBHOOKS: WebhookSettings = { allowHttp: false, allowedNetworks: [] };

/** How long to wait after so many failed tries. */
export function waitAfter({ retryAfterMs, retryAfterMostMs }: WebhookLimits, attempts: number): number {
  return Math.min(retryAfterMs * 2 ** Math.min(attempts - 1, 30), retryAfterMostMs);
}
