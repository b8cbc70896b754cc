import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { FetchedRecord } from './driver.js';

const none: Readonly<Record<string, Buffer>> = Object.freeze({});
const empty = Buffer.alloc(0);

export function fetchedRecord({ offset, timestamp, key, value, headers }: KafkaMessage): FetchedRecord {
  return { offset: Number(offset), timestamp: Number(timestamp), key, value, headers: readHeaders(headers) };
}

/** Of a header that comes several times the last one counts, as in Kafka's own clients; one without a value is empty. */
function readHeaders(headers: IHeaders | undefined): Readonly<Record<string, Buffer>> {
  if (headers === undefined) return none;
  const names = Object.keys(headers);
  if (names.length === 0) return none;
  return Object.fromEntries(names.map((name) => [name, bytesOf(headers[name])]));
}

function bytesOf(value: IHeaders[string]): Buffer {
  const last = Array.isArray(value) ? value.at(-1) : value;
  if (last === undefined || last === null) return empty;
  return typeof last === 'string' ? Buffer.from(last) : last;
}
