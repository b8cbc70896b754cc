import type { SagaParked } from '@skald/contracts';
import { SagaBug } from '../errors/saga-bug.js';

/** What an evaluation threw: a bug of the saga, or of the engine. */
export function bugOf(thrown: unknown): SagaBug {
  return thrown instanceof SagaBug ? thrown : new SagaBug('ENGINE_ERROR', stackOf(thrown));
}

export function stackOf(thrown: unknown): string {
  return String((thrown as Error | undefined)?.stack ?? thrown);
}

export function parkedBy(bug: SagaBug): SagaParked {
  const { code, message, line } = bug;
  const detail = bug.detail ?? (line === undefined ? undefined : { at: line });
  return { type: 'SagaParked', code, message, ...(detail === undefined ? {} : { detail }) };
}
