/** Arrays as PostgreSQL takes them in binary: nothing to quote here, nothing to unquote there. */

const OID = { bool: 16, bytea: 17, int8: 20, text: 25, timestamptz: 1184 } as const;
const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const NULL_LENGTH = -1;
/** Of one UTF-16 code unit. */
const MAX_UTF8_BYTES = 3;
const POSTGRES_EPOCH_MS = 946_684_800_000n;

/** `text[]`; null and undefined are NULL. */
export function textArray(values: readonly (string | null | undefined)[]): Buffer {
  let bytes = HEADER_BYTES;
  // Room for the worst case, so that no text is gone through twice: what stays empty is not sent.
  for (const value of values) bytes += LENGTH_BYTES + (value == null ? 0 : value.length * MAX_UTF8_BYTES);
  const array = headed(OID.text, values.length, bytes);
  let at = HEADER_BYTES;
  for (const value of values) {
    const written = value == null ? 0 : array.write(value, at + LENGTH_BYTES);
    array.writeInt32BE(value == null ? NULL_LENGTH : written, at);
    at += LENGTH_BYTES + written;
  }
  return array.subarray(0, at);
}

/** `bytea[]` */
export function byteaArray(values: readonly Buffer[]): Buffer {
  const bytes = values.reduce((sum, value) => sum + LENGTH_BYTES + value.length, HEADER_BYTES);
  const array = headed(OID.bytea, values.length, bytes);
  let at = HEADER_BYTES;
  for (const value of values) {
    at = array.writeInt32BE(value.length, at);
    at += value.copy(array, at);
  }
  return array;
}

/** `bigint[]` */
export function int8Array(values: readonly (bigint | number)[]): Buffer {
  return eightByteArray(OID.int8, values.map(BigInt));
}

/** `timestamptz[]` of instants; undefined is NULL. */
export function timestamptzArray(instants: readonly (string | undefined)[]): Buffer {
  // The entries of a batch share few instants.
  const known = new Map<string, bigint>();
  const values = instants.map((instant) => {
    if (instant === undefined) return undefined;
    const micros = known.get(instant) ?? (BigInt(Date.parse(instant)) - POSTGRES_EPOCH_MS) * 1000n;
    known.set(instant, micros);
    return micros;
  });
  return eightByteArray(OID.timestamptz, values);
}

/** `boolean[]` */
export function boolArray(values: readonly boolean[]): Buffer {
  const array = headed(OID.bool, values.length, HEADER_BYTES + values.length * (LENGTH_BYTES + 1));
  let at = HEADER_BYTES;
  for (const value of values) {
    at = array.writeInt32BE(1, at);
    at = array.writeUInt8(value ? 1 : 0, at);
  }
  return array;
}

function eightByteArray(oid: number, values: readonly (bigint | undefined)[]): Buffer {
  const array = headed(oid, values.length, HEADER_BYTES + values.length * (LENGTH_BYTES + 8));
  const view = new DataView(array.buffer, array.byteOffset, array.byteLength);
  let at = HEADER_BYTES;
  for (const value of values) {
    view.setInt32(at, value === undefined ? NULL_LENGTH : 8);
    at += LENGTH_BYTES;
    if (value === undefined) continue;
    view.setBigInt64(at, value);
    at += 8;
  }
  return array.subarray(0, at);
}

/** One dimension from 1, with room for the elements. */
function headed(elementOid: number, length: number, bytes: number): Buffer {
  const array = Buffer.allocUnsafe(bytes);
  const view = new DataView(array.buffer, array.byteOffset, array.byteLength);
  view.setInt32(0, 1);
  view.setInt32(4, 1);
  view.setInt32(8, elementOid);
  view.setInt32(12, length);
  view.setInt32(16, 1);
  return array;
}
