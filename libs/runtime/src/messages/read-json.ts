import { isUtf8 } from 'node:buffer';

import type { DeadLetterReason } from '@skald/contracts';

/** A record that nobody can act on: it goes to the dead letters. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly reason: DeadLetterReason;
  readonly detail: string;
  /** JSON pointer, where one value is to blame; `detail` begins with it. */
  readonly path?: string;
}

export interface ReadJson {
  readonly kind: 'read';
  readonly value: unknown;
}

/** No broker is configured to take as much; parsing more would only hurt. */
const mostBytes = 8 * 1024 * 1024;

export function unreadable(reason: DeadLetterReason, detail: string): Unreadable {
  return { kind: 'unreadable', reason, detail };
}

/** A value in it is not what it should be. */
export function misfitting({ path, detail }: { readonly path: string; readonly detail: string }): Unreadable {
  return { ...unreadable('INVALID_MESSAGE', `${path} ${detail}`), path };
}

/** The bytes of a value as what they say in JSON. Never throws. */
export function readJson(value: Uint8Array): ReadJson | Unreadable {
  if (value.byteLength > mostBytes) return unreadable('OVERSIZE', `${value.byteLength} bytes`);
  const text = textOf(value);
  if (text === undefined) return unreadable('NOT_JSON', 'the value is not UTF-8');
  try {
    return { kind: 'read', value: JSON.parse(text) as unknown };
  } catch (error) {
    return unreadable('NOT_JSON', `the value is not JSON${positionOf(error)}`);
  }
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
