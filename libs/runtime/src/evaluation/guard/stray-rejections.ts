import type { AsyncLocalStorage } from 'node:async_hooks';
import type { SagaCode } from './saga-code.js';

/**
 * A promise that saga code lets go and that rejects would end the process, and every other instance with it (V7).
 * Rejections from elsewhere end it as before.
 */
export function keepStrayRejections(inSaga: AsyncLocalStorage<SagaCode>): void {
  process.on('unhandledRejection', (reason: unknown) => {
    const code = inSaga.getStore();
    if (code === undefined) throw reason;
    code.log.write('error', 'saga code let go of a promise that failed: await it, or catch its failure', {
      ...code.identity,
      error: reason instanceof Error ? reason.stack : 'not an error',
    });
  });
}
