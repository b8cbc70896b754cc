import type { Json } from '@skald/contracts';
import { NotJsonError, toJson } from '@skald/contracts';

import { jsonFlaw } from '../messages/json-flaw.js';
import { InvalidInput } from './errors/invalid-input.error.js';
import { PayloadTooLarge } from './errors/payload-too-large.error.js';

/** @throws InvalidInput | PayloadTooLarge */
export function outgoingJson(value: unknown, workflowId: string, path: string, payloadBytes: number): Json {
  let json: Json;
  try {
    json = toJson(value);
  } catch (error) {
    if (error instanceof NotJsonError) throw new InvalidInput(workflowId, error.reason, `${path}${error.path}`);
    throw error;
  }
  const flaw = jsonFlaw(json, path);
  if (flaw !== undefined) throw new InvalidInput(workflowId, flaw.detail, flaw.path);
  if (Buffer.byteLength(JSON.stringify(json)) > payloadBytes) {
    throw new PayloadTooLarge(workflowId, `${path} is over ${payloadBytes} bytes`);
  }
  return json;
}
