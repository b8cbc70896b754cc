import type { IncomingRecord } from '@skald/ports';

import type { Unreadable } from './read-json.js';
import { readJson, textOf, unreadable } from './read-json.js';

export interface ReadRecord {
  readonly kind: 'read';
  readonly key: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Bytes to a JSON object and the key as text. Never throws. */
export function readRecord(record: IncomingRecord): ReadRecord | Unreadable {
  const { key, value } = record;
  if (value === null) return unreadable('NOT_JSON', 'the record has no value');
  const read = readJson(value);
  if (read.kind === 'unreadable') return read;
  const { value: body } = read;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return unreadable('INVALID_MESSAGE', 'the value is no JSON object');
  }
  if (key === null || key.byteLength === 0) return { kind: 'read', key: undefined, body: body as ReadRecord['body'] };
  const keyText = textOf(key);
  if (keyText === undefined) return unreadable('KEY_MISMATCH', 'the key is not UTF-8');
  return { kind: 'read', key: keyText, body: body as ReadRecord['body'] };
}
