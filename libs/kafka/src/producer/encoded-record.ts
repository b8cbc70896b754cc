import type { OutgoingRecord, TopicPartition } from '@skald/ports';
import type { WireRecord } from '../driver/driver.js';

/** A record ready to be sent, with an upper bound of what it adds to a batch. */
export interface EncodedRecord extends WireRecord {
  readonly at: TopicPartition;
  readonly bytes: number;
  /** Where its outcome belongs. */
  readonly refuse: (reason: string) => void;
}

/** Lengths, attributes, deltas: variable-length integers that are never longer. */
const recordOverhead = 24;
const headerOverhead = 10;
const none: Readonly<Record<string, Buffer>> = Object.freeze({});

export function encoded(
  record: OutgoingRecord,
  partitionOf: (key: Buffer | null) => number,
  refuse: (reason: string) => void,
): EncodedRecord {
  const key = bytesOf(record.key);
  const value = bytesOf(record.value);
  const headers = record.headers === undefined ? none : headersOf(record.headers);
  let bytes = recordOverhead + (key?.length ?? 0) + (value?.length ?? 0);
  for (const name in headers) bytes += headerOverhead + Buffer.byteLength(name) + headers[name]!.length;
  const at = { topic: record.topic, partition: partitionOf(key) };
  return { key, value, headers, bytes, at, refuse };
}

function headersOf(headers: NonNullable<OutgoingRecord['headers']>): Readonly<Record<string, Buffer>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, bytesOf(value)]));
}

function bytesOf(value: string | Uint8Array): Buffer;
function bytesOf(value: string | Uint8Array | null): Buffer | null;
function bytesOf(value: string | Uint8Array | null): Buffer | null {
  if (value === null) return null;
  if (typeof value === 'string') return Buffer.from(value);
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}
