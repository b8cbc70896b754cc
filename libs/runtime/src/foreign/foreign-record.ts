import type { IncomingRecord } from '@skald/ports';

import type { ReadJson, Unreadable } from '../messages/read-json.js';
import { readJson, textOf } from '../messages/read-json.js';

/** What a map is told of a record besides its value. */
export interface ForeignRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Left out where there is none, or where it is no text. */
  readonly key?: string;
  /** Those that are text. */
  readonly headers: Readonly<Record<string, string>>;
  /** Set by the broker or the producer. */
  readonly timestamp: Date;
}

export function foreignRecord(record: IncomingRecord): ForeignRecord {
  const { topic, partition, offset, timestamp } = record;
  const key = record.key === null ? undefined : textOf(record.key);
  const headers: Record<string, string> = {};
  for (const [name, bytes] of Object.entries(record.headers)) {
    const text = textOf(bytes);
    if (text !== undefined) headers[name] = text;
  }
  return { topic, partition, offset, ...(key !== undefined && { key }), headers, timestamp: new Date(timestamp) };
}

/** What the record says in JSON; null for one without a value, as compacted topics have them. */
export function foreignValue({ value }: IncomingRecord): ReadJson | Unreadable {
  return value === null ? { kind: 'read', value: null } : readJson(value);
}
