import { isBug, recordError } from '../errors/record-error.js';
import type { SagaBody } from './body.js';

/** Runs a part of the saga; if it throws, what it did is undone first, then the error goes on. A bug goes on at once. */
export async function inScope<T>(body: SagaBody, scope: string, fn: () => T | Promise<T>): Promise<T> {
  try {
    return await body.scopes.run(scope, fn);
  } catch (error) {
    if (isBug(error)) throw error;
    body.asked.giveUpScope(scope);
    body.decide({ kind: 'undo-scope', scope, error: recordError(error) });
    await body.asked.waits.open<void>(`scope:${scope}`);
    throw error;
  }
}
