import type { FailedResult, SagaResult } from '@skald/contracts';
import type { IncomingRecord } from '@skald/ports';
import type { z } from 'zod';

import type { Forward } from './addressee.js';
import { addressee } from './addressee.js';
import { misfit } from './fields.js';
import { flawIn } from './json-flaw.js';
import type { MessageLimits } from './message-limits.js';
import { defaultMessageLimits, isOverweight } from './message-limits.js';
import type { Unreadable } from './read-json.js';
import { misfitting, unreadable } from './read-json.js';
import { readRecord } from './read-record.js';
import { childCompletedResult, childFailedResult } from './results/child-result.js';
import { completedResult } from './results/completed-result.js';
import { failedResult } from './results/failed-result.js';
import { heartbeatResult } from './results/heartbeat-result.js';
import { handedOverResult, startedResult } from './results/progress-result.js';
import { tooLarge } from './too-large.js';

export type DecodedResult = { readonly kind: 'message'; readonly message: SagaResult } | Forward | Unreadable;

export const resultSchemas: Readonly<Record<SagaResult['type'], z.ZodType<SagaResult>>> = {
  completed: completedResult,
  failed: failedResult,
  started: startedResult,
  heartbeat: heartbeatResult,
  'handed-over': handedOverResult,
  'child-completed': childCompletedResult,
  'child-failed': childFailedResult,
};

const carried = ['output', 'error', 'details'];

/** A record of `saga.results`: the hot path of a coordinator. Never throws (V7). */
export function decodeResult(record: IncomingRecord, limits: MessageLimits = defaultMessageLimits): DecodedResult {
  const read = readRecord(record);
  if (read.kind === 'unreadable') return read;
  const address = addressee(read);
  if (address.kind !== 'addressed') return address;
  const type = read.body.type;
  if (!isResultType(type)) return unreadable('INVALID_MESSAGE', '/type is not the name of a result');
  const flaw = flawIn(read.body, carried);
  if (flaw !== undefined) return misfitting(flaw);
  const body = read.body.workflowId === undefined ? { ...read.body, workflowId: address.workflowId } : read.body;
  const parsed = resultSchemas[type].safeParse(body);
  if (!parsed.success) {
    return misfitting(misfit(parsed.error));
  }
  return { kind: 'message', message: lightened(parsed.data, record.value?.byteLength ?? 0, limits) };
}

function isResultType(type: unknown): type is SagaResult['type'] {
  return typeof type === 'string' && Object.hasOwn(resultSchemas, type);
}

/** What a participant said stays said, but history does not take in more than the limit. */
function lightened(result: SagaResult, recordBytes: number, limits: MessageLimits): SagaResult {
  switch (result.type) {
    case 'completed':
      return isOverweight(result.output, recordBytes, limits) ? tooLarge(result, limits) : result;
    case 'heartbeat':
      return isOverweight(result.details, recordBytes, limits) ? { ...result, details: null } : result;
    case 'failed':
      return isOverweight(result.error, recordBytes, limits) ? shortened(result) : result;
    // Their coordinator has kept to the limits.
    case 'child-completed':
    case 'child-failed':
    case 'started':
    case 'handed-over':
      return result;
  }
}

const longestMessage = 8 * 1024;

function shortened(result: FailedResult): FailedResult {
  const { type, message } = result.error;
  return { ...result, error: { type, message: message.slice(0, longestMessage) } };
}
