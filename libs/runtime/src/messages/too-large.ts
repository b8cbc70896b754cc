import type { CompletedResult, FailedResult } from '@skald/contracts';

import type { MessageLimits } from './message-limits.js';

/** The activity happened, but its output fits no record: failed for good, with an effect that is unknown. */
export function tooLarge(result: CompletedResult, limits: MessageLimits): FailedResult {
  const { output: _output, type: _type, ...identity } = result;
  return {
    ...identity,
    type: 'failed',
    error: { type: 'PAYLOAD_TOO_LARGE', message: `the output is over ${limits.payloadBytes} bytes` },
    retryable: false,
    effect: 'unknown',
  };
}
