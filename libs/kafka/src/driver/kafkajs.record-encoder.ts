import type { WireRecord } from './driver.js';

/** A record as kafkajs's encoder of requests asks for it; only what our producer gives. */
export interface RecordToEncode extends WireRecord {
  readonly offsetDelta: number;
  readonly timestampDelta: number;
}

/** What kafkajs's encoder of arrays looks at: it copies `buffer`. */
export interface EncodedBytes {
  readonly buf: Buffer;
  readonly buffer: Buffer;
}

/** Numbers beyond this are left to kafkajs. */
export const largestDelta = 2 ** 30 - 1;

/** Other users of kafkajs in this process may give it anything. */
export function isOurs({ key, value, headers, offsetDelta, timestampDelta }: Partial<RecordToEncode>): boolean {
  if (!isBytes(key) || !isBytes(value) || !isDelta(offsetDelta) || !isDelta(timestampDelta)) return false;
  if (headers === undefined) return false;
  for (const name in headers) if (!Buffer.isBuffer(headers[name])) return false;
  return true;
}

function isBytes(value: unknown): boolean {
  return value === null || Buffer.isBuffer(value);
}

function isDelta(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= largestDelta;
}

/**
 * One record of a batch of Kafka's format 2, written once into a buffer of its size. kafkajs makes a buffer of 512 bytes
 * for the record and for each header and copies them into one another: four times the time.
 */
export function encodeRecord({ offsetDelta, timestampDelta, key, value, headers }: RecordToEncode): EncodedBytes {
  const names = Object.keys(headers);
  const nameLengths = names.map((name) => Buffer.byteLength(name));
  let size = 1 + varintLength(timestampDelta) + varintLength(offsetDelta) + bytesLength(key) + bytesLength(value);
  size += varintLength(names.length);
  names.forEach((name, n) => (size += varintLength(nameLengths[n]!) + nameLengths[n]! + bytesLength(headers[name]!)));

  const buffer = Buffer.allocUnsafe(varintLength(size) + size);
  let at = writeVarint(buffer, 0, size);
  buffer[at++] = 0; // attributes, of which there are none yet
  at = writeVarint(buffer, at, timestampDelta);
  at = writeVarint(buffer, at, offsetDelta);
  at = writeBytes(buffer, at, key);
  at = writeBytes(buffer, at, value);
  at = writeVarint(buffer, at, names.length);
  names.forEach((name, n) => {
    at = writeVarint(buffer, at, nameLengths[n]!);
    at += buffer.write(name, at);
    at = writeBytes(buffer, at, headers[name]!);
  });
  return { buf: buffer, buffer };
}

function varintLength(value: number): number {
  let rest = zigzag(value) >>> 7;
  let length = 1;
  for (; rest !== 0; rest >>>= 7) length++;
  return length;
}

function writeVarint(buffer: Buffer, at: number, value: number): number {
  let rest = zigzag(value);
  for (; rest > 0x7f; rest >>>= 7) buffer[at++] = (rest & 0x7f) | 0x80;
  buffer[at++] = rest;
  return at;
}

function zigzag(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0;
}

function bytesLength(bytes: Buffer | null): number {
  return bytes === null ? 1 : varintLength(bytes.length) + bytes.length;
}

function writeBytes(buffer: Buffer, at: number, bytes: Buffer | null): number {
  if (bytes === null) return writeVarint(buffer, at, -1);
  const start = writeVarint(buffer, at, bytes.length);
  return start + bytes.copy(buffer, start);
}
