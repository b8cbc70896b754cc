import { SagaFailure } from './saga-failure.js';

/** The instance was cancelled while the body waited. Catch it to clean up; returning normally after it means completed. */
export class CanceledFailure extends SagaFailure {
  override readonly name = 'CanceledFailure';
  override readonly code = 'CANCELED';
  constructor(reason = 'the saga was cancelled') {
    super('Canceled', reason);
  }
}
