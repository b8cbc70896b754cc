import type { Json } from '@skald/contracts';
import { escapePayload, needsEscaping, unescapePayload } from './payload-keys.js';

/** The marker that a document carries when its payloads are escaped. */
export interface EscapeMark {
  readonly escaped?: true;
}

type Payloads = Readonly<Record<string, Json | undefined>>;

/** The payload fields of one document, as they are stored, with the mark where it is needed. */
export function storedPayloads<P extends object>(payloads: P): P & EscapeMark {
  const fields = Object.entries(payloads as Payloads);
  if (!fields.some(([, value]) => needsEscaping(value))) return payloads;
  const escaped = fields.map(([name, value]) => [name, value === undefined ? value : escapePayload(value)]);
  return { ...(Object.fromEntries(escaped) as P), escaped: true };
}

/** A stored payload as it was written. */
export function loadedPayload<P>(document: EscapeMark, stored: P): P {
  return document.escaped && stored !== undefined ? (unescapePayload(stored as Json) as P) : stored;
}
