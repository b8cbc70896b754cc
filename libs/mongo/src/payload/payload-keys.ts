// What is stored reads as it was written, in any tool, unless a store could not hold it. Then, and only then, the
// document carries `escaped: true` and within its payloads
//   - a key's `%`, `.`, NUL, lone surrogates, a leading `$`, and the first letter of `_bsontype` and `_id` become
//     `%XXXX` (the UTF-16 unit in hex); the empty key becomes `%`;
//   - an array directly inside an array, and text with a lone surrogate, become {"%json": "<its JSON text>"}.
// BSON has no NUL in keys and no lone surrogates, its JavaScript driver claims `_bsontype`, FerretDB refuses
// `.`, `$` and nested arrays, and moves `_id` to the front of whatever it is in.

import type { Json } from '@skald/contracts';

const jsonTag = '%json';
const loneSurrogate = /\p{Surrogate}/u;
const awkwardKey = /[%.\0]|^\$|^$|^_bsontype$|\p{Surrogate}/u;
const awkwardUnits = /[%.\0]|^\$|^_(?=bsontype$|id$)|\p{Surrogate}/gu;
const escapedUnit = /%([0-9a-f]{4})/g;

type JsonObject = { readonly [key: string]: Json };

/** Whether some store could not hold this as it is. */
export function needsEscaping(value: Json | undefined, insideArray = false): boolean {
  if (typeof value === 'string') return loneSurrogate.test(value);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return insideArray || value.some((item: Json) => needsEscaping(item, true));
  return Object.keys(value).some(
    (key, i) => awkwardKey.test(key) || (key === '_id' && i > 0) || needsEscaping((value as JsonObject)[key]),
  );
}

export function escapePayload(value: Json, insideArray = false): Json {
  if (typeof value === 'string') return loneSurrogate.test(value) ? { [jsonTag]: JSON.stringify(value) } : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    return insideArray ? { [jsonTag]: JSON.stringify(value) } : value.map((item: Json) => escapePayload(item, true));
  }
  return mapEntries(value as JsonObject, escapeKey, escapePayload);
}

export function unescapePayload(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(unescapePayload);
  const tagged = (value as JsonObject)[jsonTag];
  if (typeof tagged === 'string') return JSON.parse(tagged) as Json;
  return mapEntries(value as JsonObject, unescapeKey, unescapePayload);
}

function mapEntries(value: JsonObject, key: (key: string) => string, item: (item: Json) => Json): Json {
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries.map(([name, each]) => [key(name), item(each)])); // defines `__proto__`, never sets it
}

function escapeKey(key: string): string {
  if (key === '') return '%';
  return key.replaceAll(awkwardUnits, (unit) => `%${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function unescapeKey(key: string): string {
  if (key === '%') return '';
  return key.replaceAll(escapedUnit, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
