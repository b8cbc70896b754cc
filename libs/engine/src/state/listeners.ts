import type { RequestOrigin } from '@skald/contracts';
import type { InstanceState } from './instance-state.js';

/** Whether it hears how the instance ends already. */
export function isListening({ listeners }: InstanceState, { requestId, replyTo }: RequestOrigin): boolean {
  return listeners.some((listener) => listener.requestId === requestId && listener.replyTo === replyTo);
}
