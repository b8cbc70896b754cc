import type { InputSource } from '../decisions/input.js';
import type { AppliedOffsets } from './turn.js';

/** The offsets after one more input; a newer topic epoch begins from nothing. */
export function raised(applied: AppliedOffsets, { stream, topicEpoch, offset }: InputSource): AppliedOffsets {
  const before = applied.topicEpoch === topicEpoch ? applied : { topicEpoch, requests: -1, results: -1 };
  return { ...before, [stream]: Math.max(before[stream], offset) };
}
