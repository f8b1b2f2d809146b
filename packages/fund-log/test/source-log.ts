import { eventTypeOf } from '@mdtf/domain';
import { entropyOf } from '../src/entropy.ts';
import { readEntry, sealEntry } from '../src/entry.ts';
import { GENESIS, type ReadEntry, type StoredEntry } from '../src/index.ts';

export interface SourceEvent {
  readonly type: string;
  readonly data: unknown;
  readonly version?: number;
  readonly time?: string;
  readonly provenance?: { source: string };
}

/** Another service's log of one fund, written down event by event. */
export function sourceLog(service: string, fund: string, salt = 1) {
  const entropy = entropyOf((pool) => pool.fill(salt));
  const stored: StoredEntry[] = [];
  let leafHash = GENESIS;

  const append = ({ type, data, version = 1, time, provenance }: SourceEvent): ReadEntry => {
    const sequence = BigInt(stored.length + 1);
    const recordedAt = new Date(Date.UTC(2026, 0, 1) + stored.length * 1000).toISOString();
    const bytes = entropy.salt();
    const id = entropy.uuid(Date.parse(recordedAt) + stored.length);
    const sealed = sealEntry(
      {
        service,
        fund,
        sequence,
        id,
        recordedAt,
        prevHash: leafHash,
        visibility: 'public',
        wireType: eventTypeOf(service, type, version),
        subject: `${service}/${sequence}`,
        time: time ?? recordedAt,
        actor: 'chair',
        correlationId: id,
        basis: '',
        provenance,
        data,
      },
      bytes,
    );
    leafHash = sealed.leafHash;
    const entry = { envelope: sealed.envelope, salt: bytes.toString('base64'), payload: sealed.payload };
    stored.push(entry);
    return readEntry(entry);
  };

  return {
    stored,
    append,
    flag: (donor: string, reason = 'checked') => append({ type: 'DonorFlagged', data: { donor, reason } }),
  };
}
