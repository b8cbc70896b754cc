import type { IncomingRecord, OutgoingRecord } from '@skald/ports';
import { sizeOf } from './partition-log.js';

type Stored = Pick<IncomingRecord, 'key' | 'value' | 'headers'> & { readonly bytes: number };

const none: Readonly<Record<string, Uint8Array>> = Object.freeze({});

/** The bytes that subscribers get, and their number. */
export function stored(record: OutgoingRecord): Stored {
  const key = bytesOf(record.key);
  const value = bytesOf(record.value);
  const headers = record.headers === undefined ? none : headersOf(record.headers);
  let bytes = sizeOf({ key, value });
  for (const name in headers) bytes += name.length + headers[name]!.length;
  return { key, value, headers, bytes };
}

function headersOf(headers: NonNullable<OutgoingRecord['headers']>): Readonly<Record<string, Uint8Array>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, bytesOf(value)!]));
}

/** A caller's buffer may be used again after publishing, so it is copied. */
function bytesOf(value: string | Uint8Array | null): Buffer | null {
  return value === null ? null : Buffer.from(value as string);
}
