import type { Json, RecordedError, SagaRequest, SagaResult } from '@skald/contracts';

/** Where an input was read, when it came over a topic. */
export interface InputSource {
  readonly stream: 'requests' | 'results';
  /** Offsets of different epochs say nothing about each other. */
  readonly topicEpoch: number;
  readonly offset: number;
  /** For people: `saga.results-3@1841`. */
  readonly label: string;
}

/** What an instance can be told. */
export type Input =
  | { readonly kind: 'request'; readonly request: SagaRequest; readonly source?: InputSource }
  | { readonly kind: 'result'; readonly result: SagaResult; readonly source?: InputSource }
  /** Time has passed: whatever is due fires. */
  | { readonly kind: 'wake' }
  | { readonly kind: 'effect'; readonly run: number; readonly effectId: string; readonly outcome: EffectOutcome }
  /** The code replays again (or is here now): a parked instance goes on by itself. */
  | { readonly kind: 'revive' };

export type EffectOutcome = { readonly value: Json } | { readonly error: RecordedError };
