import type { Json, Schema } from '@skald/contracts';
import { NotJsonError, toJson, validate } from '@skald/contracts';

import { jsonFlaw } from '../messages/json-flaw.js';
import { InvalidInput } from './errors/invalid-input.error.js';
import { PayloadTooLarge } from './errors/payload-too-large.error.js';

/**
 * A value that fits its schema, as it was given: the coordinator applies the schema, once.
 * @throws InvalidInput | PayloadTooLarge
 */
export function fittingJson(
  schema: Schema,
  value: unknown,
  workflowId: string,
  path: string,
  payloadBytes: number,
): Json {
  const fitting = validate(schema, value);
  if (!fitting.ok) throw new InvalidInput(workflowId, fitting.message, `${path}${fitting.path}`);
  return outgoingJson(value, workflowId, path, payloadBytes);
}

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
