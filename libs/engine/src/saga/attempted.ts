import type { ActivityContract } from '@skald/contracts';
import { CanceledFailure } from '../errors/canceled-failure.js';
import { SagaBug } from '../errors/saga-bug.js';
import type { Attempted, SagaLog } from './context.js';

/** A failure as a value and a warning; a cancel and a bug stay what they are. */
export async function attempted<O>(
  contract: ActivityContract,
  output: Promise<O>,
  log: SagaLog,
): Promise<Attempted<O>> {
  try {
    return { ok: true, value: await output };
  } catch (error) {
    if (error instanceof CanceledFailure || error instanceof SagaBug) throw error;
    const fields = { activity: contract.name, error: String(error) };
    log.warn(`${contract.name} failed, and the saga goes on without it`, fields);
    return { ok: false, error: error as Error };
  }
}
