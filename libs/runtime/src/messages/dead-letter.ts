import type { DeadLetterReason } from '@skald/contracts';
import type { IncomingRecord, OutgoingRecord } from '@skald/ports';

import { textOf } from './read-json.js';

/** Headers are no place for a long text. */
const longestDetail = 1_024;

/** The record as it came, on `<topic>.dlq`, with why and from where. */
export function deadLetter(
  record: IncomingRecord,
  reason: DeadLetterReason,
  detail: string,
  now: number,
): OutgoingRecord {
  const key = record.key === null ? null : textOf(record.key);
  return {
    topic: `${record.topic}.dlq`,
    key: key ?? null,
    value: record.value,
    headers: {
      ...record.headers,
      // A key that is no text cannot go where keys go; it is kept here.
      ...(record.key !== null && key === undefined && { skald_dlq_key: record.key }),
      skald_dlq_reason: reason,
      skald_dlq_detail: detail.slice(0, longestDetail),
      skald_dlq_topic: record.topic,
      skald_dlq_partition: String(record.partition),
      skald_dlq_offset: String(record.offset),
      skald_dlq_at: new Date(now).toISOString(),
    },
  };
}

/** Why this dead letter is one. */
export function reasonOf({ headers }: IncomingRecord): string {
  return Buffer.from(headers['skald_dlq_reason'] ?? []).toString();
}

/** The record as it had come to `topic`; undefined: it had come elsewhere, or its content was not kept. */
export function revived({ key, value, headers }: IncomingRecord, topic: string): OutgoingRecord | undefined {
  const { skald_dlq_topic: cameOn, skald_dlq_key: oddKey, skald_dlq_refused: refused, ...kept } = headers;
  // A key that is no text is never that of an instance.
  if (refused !== undefined || oddKey !== undefined) return undefined;
  if (Buffer.from(cameOn ?? []).toString() !== topic) return undefined;
  const own = Object.entries(kept).filter(([name]) => !name.startsWith('skald_dlq_'));
  return { topic, key: key === null ? null : Buffer.from(key).toString(), value, headers: Object.fromEntries(own) };
}
