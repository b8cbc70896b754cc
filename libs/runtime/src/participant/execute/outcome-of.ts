import type { ActivityContract, Json } from '@skald/contracts';
import { NotJsonError, toJson, validate } from '@skald/contracts';

import { jsonFlaw } from '../../messages/json-flaw.js';
import type { Outcome } from '../claim/outcome.js';
import { refusal } from '../claim/outcome.js';
import { HandedOver } from '../handed-over.js';

/** What a handler of execute returned. The effect happened: what is wrong with the output leaves the outcome unknown. */
export function outcomeOfExecute(contract: ActivityContract, returned: unknown, payloadBytes: number): Outcome {
  if (returned instanceof HandedOver) return { kind: 'handed-over' };
  const fitting = checked(() => validate(contract.output, returned));
  if (!fitting.ok) {
    const message = `output of ${contract.name}: ${fitting.path} ${fitting.message}`;
    return unknownEffect('skald.InvalidOutput', message, fitting.path, true);
  }
  let output: Json;
  try {
    output = toJson(fitting.value);
  } catch (error) {
    const path = error instanceof NotJsonError ? error.path : '';
    const reason = error instanceof NotJsonError ? error.reason : 'cannot be read';
    return unknownEffect('UNSERIALIZABLE', `output of ${contract.name}: ${path} ${reason}`, path, true);
  }
  const flaw = jsonFlaw(output);
  if (flaw !== undefined) {
    return unknownEffect('UNSERIALIZABLE', `output of ${contract.name}: ${flaw.path} ${flaw.detail}`, flaw.path, true);
  }
  if (Buffer.byteLength(JSON.stringify(output)) > payloadBytes) {
    return unknownEffect('PAYLOAD_TOO_LARGE', `output of ${contract.name} is over ${payloadBytes} bytes`, '', false);
  }
  return { kind: 'completed', output };
}

/** An undo has no output. */
export function outcomeOfCompensate(returned: unknown): Outcome {
  return returned instanceof HandedOver ? { kind: 'handed-over' } : { kind: 'completed', output: null };
}

/** Nothing has happened yet. */
export function inputOf(
  contract: ActivityContract,
  input: Json,
):
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly outcome: ReturnType<typeof refusal> } {
  const fitting = checked(() => validate(contract.input, input));
  if (fitting.ok) return fitting;
  const message = `input of ${contract.name}: ${fitting.path} ${fitting.message}`;
  return { ok: false, outcome: refusal('skald.InvalidInput', message, { details: { path: fitting.path } }) };
}

function unknownEffect(type: string, message: string, path: string, retryable: boolean): Outcome {
  return refusal(type, message, { retryable, effect: 'unknown', details: { path } });
}

/** A schema that throws, or is asynchronous, fits nothing. */
function checked(run: () => ReturnType<typeof validate>): ReturnType<typeof validate> {
  try {
    return run();
  } catch (error) {
    return { ok: false, path: '', message: error instanceof Error ? error.message : 'the schema threw' };
  }
}
