import type { IncomingRecord } from '@skald/ports';

/** Records as a bus would hand them over, for specs. */
export function incoming(
  value: unknown,
  { key = null, topic = 'saga.requests' }: { readonly key?: string | Uint8Array | null; readonly topic?: string } = {},
): IncomingRecord {
  return {
    topic,
    partition: 0,
    offset: 0,
    key: typeof key === 'string' ? Buffer.from(key) : key,
    value:
      value === null || value instanceof Uint8Array
        ? value
        : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
    headers: {},
    timestamp: 0,
  };
}
