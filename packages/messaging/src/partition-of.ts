const SEED = 0x9747b28c;
const MULTIPLIER = 0x5bd1e995;

/** The topic that carries a service's entries. */
export function topicOf(service: string): string {
  return `mdtf.${service}.v1`;
}

/** The partition that carries a fund's entries: the one that Kafka's own clients choose for the fund as key. */
export function partitionOf(fund: string, partitions: number): number {
  return (murmur2(Buffer.from(fund)) & 0x7fffffff) % partitions;
}

/** MurmurHash2 of 32 bits with Kafka's seed, as a signed number. */
export function murmur2(bytes: Uint8Array): number {
  let hash = SEED ^ bytes.length;
  const words = bytes.length >> 2;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let word = 0; word < words; word += 1) {
    let mixed = Math.imul(view.getInt32(word * 4, true), MULTIPLIER);
    mixed = Math.imul(mixed ^ (mixed >>> 24), MULTIPLIER);
    hash = Math.imul(hash, MULTIPLIER) ^ mixed;
  }
  const rest = bytes.subarray(words * 4);
  for (const [at, byte] of rest.entries()) hash ^= byte << (8 * at);
  if (rest.length > 0) hash = Math.imul(hash, MULTIPLIER);
  hash = Math.imul(hash ^ (hash >>> 13), MULTIPLIER);
  return hash ^ (hash >>> 15);
}
