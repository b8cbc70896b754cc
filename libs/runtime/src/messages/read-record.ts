import { isUtf8 } from 'node:buffer';

import type { DeadLetterReason } from '@skald/contracts';
import type { IncomingRecord } from '@skald/ports';

/** A record that nobody can act on: it goes to the dead letters. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly reason: DeadLetterReason;
  readonly detail: string;
}

export interface ReadRecord {
  readonly kind: 'read';
  readonly key: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** No broker is configured to take as much; parsing more would only hurt. */
const mostBytes = 8 * 1024 * 1024;

export function unreadable(reason: DeadLetterReason, detail: string): Unreadable {
  return { kind: 'unreadable', reason, detail };
}

/** Bytes to a JSON object and the key as text. Never throws. */
export function readRecord(record: IncomingRecord): ReadRecord | Unreadable {
  const { key, value } = record;
  if (value === null) return unreadable('NOT_JSON', 'the record has no value');
  if (value.byteLength > mostBytes) return unreadable('OVERSIZE', `${value.byteLength} bytes`);
  const text = textOf(value);
  if (text === undefined) return unreadable('NOT_JSON', 'the value is not UTF-8');
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    return unreadable('NOT_JSON', `the value is not JSON${positionOf(error)}`);
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return unreadable('INVALID_MESSAGE', 'the value is no JSON object');
  }
  if (key === null || key.byteLength === 0) return { kind: 'read', key: undefined, body: body as ReadRecord['body'] };
  const keyText = textOf(key);
  if (keyText === undefined) return unreadable('KEY_MISMATCH', 'the key is not UTF-8');
  return { kind: 'read', key: keyText, body: body as ReadRecord['body'] };
}

export function textOf(bytes: Uint8Array): string | undefined {
  if (!isUtf8(bytes)) return undefined;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

/** Only the position: the parser's own message quotes the payload. */
function positionOf(error: unknown): string {
  const position = error instanceof Error ? /position \d+/.exec(error.message) : null;
  return position === null ? '' : ` (${position[0]})`;
}
