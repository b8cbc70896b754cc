import type { Json, RecordedError } from '@skald/contracts';
import { toJson } from '@skald/contracts';
import { ActivityFailure } from './activity-failure.js';
import { ChildFailure } from './child-failure.js';
import { SagaBug } from './saga-bug.js';
import { SagaFailure } from './saga-failure.js';

/** JavaScript's own error names: thrown by saga code they are bugs, not business failures. */
const nativeBugs = new Set(['TypeError', 'ReferenceError', 'RangeError', 'SyntaxError', 'EvalError', 'URIError']);

const longestMessage = 8_192;

const deepestCause = 3;

export function isBug(thrown: unknown): thrown is Error {
  return (
    thrown instanceof SagaBug || (isError(thrown) && !(thrown instanceof SagaFailure) && nativeBugs.has(thrown.name))
  );
}

/** Whatever was thrown (or told by a participant), as the journal keeps it. Never throws. */
export function recordError(thrown: unknown): RecordedError {
  try {
    if (isRecorded(thrown)) return shortened(thrown);
    if (isError(thrown)) {
      const type = 'type' in thrown && typeof thrown.type === 'string' ? thrown.type : thrown.name;
      const details = 'details' in thrown ? jsonOrNothing(thrown.details) : undefined;
      return {
        type: clip(type || 'Error', 256),
        message: clip(String(thrown.message), longestMessage),
        ...(details === undefined ? {} : { details }),
        ...(thrown instanceof ActivityFailure ? { activityId: thrown.activityId } : {}),
        ...(thrown instanceof ChildFailure ? { activityId: thrown.childId } : {}),
      };
    }
    return { type: 'NonError', message: clip(describe(thrown), longestMessage) };
  } catch {
    return { type: 'NonError', message: 'a value that cannot be described was thrown' };
  }
}

function isRecorded(thrown: unknown): thrown is RecordedError {
  if (typeof thrown !== 'object' || thrown === null || isError(thrown)) return false;
  return (
    'type' in thrown && typeof thrown.type === 'string' && 'message' in thrown && typeof thrown.message === 'string'
  );
}

function shortened(error: RecordedError, depth = 0): RecordedError {
  const { type, message, details, activityId, cause } = error;
  const kept = jsonOrNothing(details);
  return {
    type: clip(type, 256),
    message: clip(message, longestMessage),
    ...(kept === undefined ? {} : { details: kept }),
    ...(typeof activityId === 'string' ? { activityId } : {}),
    ...(!isRecorded(cause) || depth >= deepestCause ? {} : { cause: shortened(cause, depth + 1) }),
  };
}

/** Works across realms, where `instanceof` does not. */
function isError(thrown: unknown): thrown is Error {
  try {
    return thrown instanceof Error || Object.prototype.toString.call(thrown) === '[object Error]';
  } catch {
    // It answers to nothing.
    return false;
  }
}

function describe(thrown: unknown): string {
  if (typeof thrown === 'bigint') return `${thrown}n`;
  if (typeof thrown === 'object' && thrown !== null) return JSON.stringify(thrown) ?? 'an object';
  return String(thrown);
}

function jsonOrNothing(value: unknown): Json | undefined {
  if (value === undefined) return undefined;
  try {
    const json = toJson(value);
    return JSON.stringify(json).length <= 65_536 ? json : undefined;
  } catch {
    return undefined;
  }
}

function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}
