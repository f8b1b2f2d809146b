import { randomFillSync } from 'node:crypto';

/** Where ids and salts come from, so that a simulation can repeat itself. */
export interface Entropy {
  /** 16 bytes that nobody can guess. */
  salt(): Buffer;
  /** A UUIDv7 of this instant. */
  uuid(epochMs: number): string;
}

const POOL_BYTES = 64 * 1024;
const SALT_BYTES = 16;
const UUID_RANDOM_BYTES = 10;

/** The operating system's randomness, fetched a pool at a time: one call for some two thousand entries. */
export function systemEntropy(): Entropy {
  return entropyOf((pool) => randomFillSync(pool));
}

/** Entropy from any source of bytes; `fill` overwrites the whole pool it is given. */
export function entropyOf(fill: (pool: Buffer) => void): Entropy {
  const pool = Buffer.alloc(POOL_BYTES);
  let used = POOL_BYTES;

  const take = (bytes: number): number => {
    if (used + bytes > POOL_BYTES) {
      fill(pool);
      used = 0;
    }
    used += bytes;
    return used - bytes;
  };

  return {
    salt() {
      const at = take(SALT_BYTES);
      return Buffer.from(pool.subarray(at, at + SALT_BYTES));
    },
    uuid(epochMs) {
      const at = take(UUID_RANDOM_BYTES);
      const random = pool.toString('hex', at, at + UUID_RANDOM_BYTES);
      const time = epochMs.toString(16).padStart(12, '0');
      const variant = VARIANT[Number.parseInt(random[3] ?? '0', 16) & 3];
      return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(7, 19)}`;
    },
  };
}

// RFC 9562: the first two bits of this digit are 1 and 0.
const VARIANT = ['8', '9', 'a', 'b'] as const;
