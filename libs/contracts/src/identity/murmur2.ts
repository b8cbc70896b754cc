const seed = 0x9747b28c;
const m = 0x5bd1e995;

/** The 32-bit MurmurHash2 of Kafka's Java client, by which it spreads keys over partitions. */
export function murmur2(data: Uint8Array): number {
  const { length } = data;
  const blocks = length - (length % 4);
  let hash = seed ^ length;
  for (let at = 0; at < blocks; at += 4) {
    let k = data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16) | (data[at + 3]! << 24);
    k = Math.imul(k, m);
    k ^= k >>> 24;
    hash = Math.imul(hash, m) ^ Math.imul(k, m);
  }
  const rest = length - blocks;
  if (rest > 2) hash ^= data[blocks + 2]! << 16;
  if (rest > 1) hash ^= data[blocks + 1]! << 8;
  if (rest > 0) hash = Math.imul(hash ^ data[blocks]!, m);
  hash = Math.imul(hash ^ (hash >>> 13), m);
  return hash ^ (hash >>> 15);
}

/** The partition, or the bucket, that a key belongs to. */
export function partitionOfKey(key: Uint8Array, partitions: number): number {
  return (murmur2(key) & 0x7fffffff) % partitions;
}
