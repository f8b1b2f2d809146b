import { type Refusal, refuse } from './refusal.ts';

/** How many callers are counted at once; the longest silent is forgotten first. */
export const MAX_COUNTED_CALLERS = 10_000;

/** A bound on requests per caller; `take` answers undefined, or 429 with the seconds to wait. */
export interface RateLimit {
  readonly take: (caller: string) => Refusal | undefined;
}

interface Bucket {
  tokens: number;
  filledAtMs: number;
}

/** A token bucket per caller: `perSecond` on average, `burst` at once. */
export function createRateLimit(options: {
  readonly perSecond: number;
  readonly burst: number;
  readonly clock?: () => number;
}): RateLimit {
  const { perSecond, burst, clock = Date.now } = options;
  const buckets = new Map<string, Bucket>();
  return {
    take(caller) {
      const nowMs = clock();
      let bucket = buckets.get(caller);
      if (bucket === undefined) {
        if (buckets.size >= MAX_COUNTED_CALLERS) forgetFull(buckets, nowMs, perSecond, burst);
        bucket = { tokens: burst, filledAtMs: nowMs };
        buckets.set(caller, bucket);
      }
      bucket.tokens = Math.min(burst, bucket.tokens + ((nowMs - bucket.filledAtMs) * perSecond) / 1000);
      bucket.filledAtMs = nowMs;
      if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return undefined;
      }
      return tooMany(Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond)));
    },
  };
}

// A bucket that has filled up again says nothing; where all are in use the oldest goes, which can only favour its caller.
function forgetFull(buckets: Map<string, Bucket>, nowMs: number, perSecond: number, burst: number): void {
  for (const [caller, bucket] of buckets) {
    if (bucket.tokens + ((nowMs - bucket.filledAtMs) * perSecond) / 1000 >= burst) buckets.delete(caller);
  }
  if (buckets.size < MAX_COUNTED_CALLERS) return;
  for (const oldest of buckets.keys()) {
    buckets.delete(oldest);
    return;
  }
}

function tooMany(retryAfterSeconds: number): Refusal {
  return refuse(
    429,
    'too-many-requests',
    { en: 'Too many requests', fr: 'Trop de demandes' },
    {
      en: `Wait ${retryAfterSeconds} s, then go on more slowly.`,
      fr: `Attendez ${retryAfterSeconds} s, puis continuez plus lentement.`,
    },
    { retryAfterSeconds },
  );
}
