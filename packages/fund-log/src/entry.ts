import { hash } from 'node:crypto';
import { type Instant, type Provenance, parseEventType, type Visibility } from '@mdtf/domain';
import { MAX_ENVELOPE_BYTES, MAX_PAYLOAD_BYTES, type ReadEntry, type StoredEntry } from './log-reader.ts';
import { type Position, parsePosition } from './position.ts';

/** What an entry says, before it is sealed. */
export interface EntryDraft {
  readonly service: string;
  readonly fund: string;
  readonly sequence: bigint;
  readonly id: string;
  readonly recordedAt: Instant;
  readonly prevHash: string;
  readonly visibility: Visibility;
  /** `mdtf.allocation.deposit-received.v1` */
  readonly wireType: string;
  readonly subject: string;
  readonly time: Instant;
  readonly actor: string;
  readonly correlationId: string;
  readonly causationId?: string | undefined;
  /** `committee/imdp/41 committee/platform/7`: the facts that the decision rested on. */
  readonly basis: string;
  readonly provenance?: Provenance | undefined;
  readonly data: unknown;
}

/** The bytes of an entry and its leaf hash. */
export interface SealedEntry {
  readonly envelope: string;
  readonly payload: string;
  readonly leafHash: string;
}

/** Thrown when an entry would be larger than every reader is promised. */
export class EntryTooLarge extends Error {
  override readonly name = 'EntryTooLarge';
}

const scratch = Buffer.alloc(16 + MAX_PAYLOAD_BYTES);

/** Encodes and hashes an entry; throws EntryTooLarge. */
export function sealEntry(draft: EntryDraft, salt: Buffer): SealedEntry {
  const payload = JSON.stringify(cloudEvent(draft));
  const envelope = envelopeOf(draft, dataHash(salt, payload));
  if (Buffer.byteLength(envelope) > MAX_ENVELOPE_BYTES) throw new EntryTooLarge('The envelope is too large');
  return { envelope, payload, leafHash: leafHashOf(envelope) };
}

/** CloudEvents 1.0, whose extension attributes are lower case and plain texts. */
function cloudEvent(draft: EntryDraft): Record<string, unknown> {
  return {
    specversion: '1.0',
    id: draft.id,
    source: sourceOf(draft),
    type: draft.wireType,
    subject: draft.subject,
    time: draft.time,
    datacontenttype: 'application/json',
    actor: draft.actor,
    causationid: draft.causationId,
    correlationid: draft.correlationId,
    basis: draft.basis === '' ? undefined : draft.basis,
    provenance: draft.provenance === undefined ? undefined : JSON.stringify(draft.provenance),
    data: draft.data,
  };
}

/** Canonical as it stands: keys in order, and no value that JSON would have to escape. */
function envelopeOf(draft: EntryDraft, datahash: string): string {
  return (
    `{"datahash":"${datahash}","id":"${draft.id}","prevhash":"${draft.prevHash}","recordedat":"${draft.recordedAt}",` +
    `"sequence":"${draft.sequence}","source":"${sourceOf(draft)}","visibility":"${draft.visibility}"}`
  );
}

function sourceOf({ fund, service }: { fund: string; service: string }): string {
  return `/funds/${fund}/${service}`;
}

/** SHA-256 of salt and payload, hexadecimal; without the salt, nobody can guess at a payload they may not see. */
function dataHash(salt: Uint8Array, payload: string): string {
  scratch.set(salt, 0);
  // Worst case three bytes a character; only then is the exact length worth counting.
  if (payload.length * 3 > MAX_PAYLOAD_BYTES && Buffer.byteLength(payload) > MAX_PAYLOAD_BYTES) {
    throw new EntryTooLarge(`The payload is larger than ${MAX_PAYLOAD_BYTES} bytes`);
  }
  const written = scratch.write(payload, salt.length);
  return hash('sha256', scratch.subarray(0, salt.length + written), 'hex');
}

/** SHA-256 of a zero byte and the envelope, as RFC 6962 hashes a leaf; hexadecimal. */
export function leafHashOf(envelope: string): string {
  return hash('sha256', `\0${envelope}`, 'hex');
}

/** Thrown for an entry whose parts do not fit together: changed on the way, or not an entry. */
export class CorruptEntry extends Error {
  override readonly name = 'CorruptEntry';
}

/** Takes an entry apart and checks that its payload is the one its envelope names; throws CorruptEntry. Unknown fields are ignored. */
export function readEntry(stored: StoredEntry): ReadEntry {
  const envelope = parseObject(stored.envelope);
  if (dataHash(Buffer.from(stored.salt, 'base64'), stored.payload) !== envelope.datahash) {
    throw new CorruptEntry(
      `The payload of ${envelope.source} ${envelope.sequence} is not what its envelope names`,
    );
  }
  return takenApart(stored, envelope);
}

/** Takes apart an entry that this process has sealed itself, so that nothing in it needs checking. */
export function readOwnEntry(sealed: Omit<StoredEntry, 'salt'>): ReadEntry {
  return takenApart(sealed, parseObject(sealed.envelope));
}

function takenApart(
  stored: Omit<StoredEntry, 'salt'>,
  envelope: Readonly<Record<string, string | undefined>>,
): ReadEntry {
  const payload = parseObject(stored.payload);
  const [, , fund = '', service = ''] = envelope.source?.split('/') ?? [];
  const type = parseEventType(payload.type ?? '');
  if (type === undefined) throw new CorruptEntry(`${payload.type} is not the type of an event`);
  return {
    service,
    fund,
    sequence: BigInt(envelope.sequence ?? '0'),
    id: envelope.id ?? '',
    recordedAt: envelope.recordedat ?? '',
    time: payload.time ?? '',
    type: type.name,
    typeVersion: type.version,
    subject: payload.subject ?? '',
    actor: payload.actor ?? '',
    data: payload.data,
    correlationId: payload.correlationid ?? '',
    ...(payload.causationid !== undefined && { causationId: payload.causationid }),
    basis: parseBasis(payload.basis),
    ...(payload.provenance !== undefined && {
      provenance: JSON.parse(payload.provenance) as Provenance,
    }),
    visibility: envelope.visibility as Visibility,
    ...(stored.traceparent !== undefined && { traceparent: stored.traceparent }),
    leafHash: leafHashOf(stored.envelope),
    prevHash: envelope.prevhash ?? '',
  };
}

function parseObject(text: string): Record<string, string | undefined> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new CorruptEntry('Not an object');
  return value as Record<string, string | undefined>;
}

function parseBasis(basis: string | undefined): readonly Position[] {
  if (basis === undefined) return [];
  return basis.split(' ').flatMap((text) => parsePosition(text) ?? []);
}

/** The one encoding in which an entry is sent: `{"envelope":…,"salt":…,"payload":…}`. */
export function encodeEntry(stored: StoredEntry): string {
  return JSON.stringify({ envelope: stored.envelope, salt: stored.salt, payload: stored.payload });
}

/** The inverse of `encodeEntry`; throws CorruptEntry when it is none. `traceparent` comes beside it. */
export function decodeEntry(text: string, traceparent?: string): StoredEntry {
  const { envelope, salt, payload } = parseObject(text);
  if (typeof envelope !== 'string' || typeof salt !== 'string' || typeof payload !== 'string') {
    throw new CorruptEntry('An entry has an envelope, a salt and a payload');
  }
  return { envelope, salt, payload, ...(traceparent !== undefined && { traceparent }) };
}
