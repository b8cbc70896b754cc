import type { Json, RecordedError } from '@skald/contracts';
import { toJson } from '@skald/contracts';

import type { Failure } from '../claim/outcome.js';
import { RetryableError } from '../errors/retryable.error.js';
import { TerminalError } from '../errors/terminal.error.js';

export interface FailureLimits {
  /** Characters of a message. */
  readonly errorMessage: number;
  /** Bytes of details. */
  readonly payloadBytes: number;
}

const deepestCause = 4;
const longestType = 128;

/** What a handler threw, as the coordinator is told. Works for whatever can be thrown. */
export function failureOf(thrown: unknown, certainErrors: readonly string[], limits: FailureLimits): Failure {
  try {
    return describe(thrown, certainErrors, limits);
  } catch {
    // A proxy, or a getter that throws.
    const error = { type: 'skald.UnreadableError', message: 'the handler threw something that cannot be read' };
    return { kind: 'failed', error, retryable: true, effect: 'unknown' };
  }
}

function describe(thrown: unknown, certainErrors: readonly string[], limits: FailureLimits): Failure {
  const names = namesOf(thrown);
  const certain = names.find((name) => certainErrors.includes(name));
  const error = recorded(thrown, certain ?? names[0]!, limits, 0);
  if (certain !== undefined || thrown instanceof TerminalError) {
    return { kind: 'failed', error, retryable: false, effect: 'none' };
  }
  if (thrown instanceof RetryableError) {
    const { effect, retryAfterMs } = thrown;
    return { kind: 'failed', error, retryable: true, effect, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }
  return { kind: 'failed', error, retryable: true, effect: 'unknown' };
}

/** What an error may be called by, the best name first. */
function namesOf(thrown: unknown): readonly string[] {
  if (typeof thrown !== 'object' || thrown === null) return ['skald.NotAnError'];
  const { type, name } = thrown as { readonly type?: unknown; readonly name?: unknown };
  const className = (thrown.constructor as { readonly name?: unknown } | undefined)?.name;
  const names = [type, name, className].filter(
    (candidate): candidate is string => typeof candidate === 'string' && candidate !== '',
  );
  const telling = names.filter((candidate) => candidate !== 'Error' && candidate !== 'Object');
  const plain = thrown instanceof Error ? 'Error' : 'skald.NotAnError';
  return [...telling, plain].map((candidate) => candidate.slice(0, longestType));
}

function recorded(thrown: unknown, type: string, limits: FailureLimits, depth: number): RecordedError {
  const details = detailsOf(thrown, limits);
  const cause = thrown instanceof Error && depth < deepestCause ? thrown.cause : undefined;
  return {
    type,
    message: messageOf(thrown).slice(0, limits.errorMessage),
    ...(details !== undefined && { details }),
    ...(cause !== undefined && { cause: recorded(cause, namesOf(cause)[0]!, limits, depth + 1) }),
  };
}

function messageOf(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null) {
    const { message } = thrown as { readonly message?: unknown };
    return typeof message === 'string' ? message : 'a value that is no error was thrown';
  }
  return `${String(thrown)} was thrown`;
}

function detailsOf(thrown: unknown, limits: FailureLimits): Json | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  const { details } = thrown as { readonly details?: unknown };
  if (details === undefined) return undefined;
  try {
    const json = toJson(details);
    // A quarter: an error stands in the journal more than once, next to other things.
    return Buffer.byteLength(JSON.stringify(json)) > limits.payloadBytes / 4 ? { omitted: 'too large' } : json;
  } catch {
    return { omitted: 'not JSON' };
  }
}
