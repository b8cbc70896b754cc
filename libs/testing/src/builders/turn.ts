import type { Json, SagaEvent } from '@skald/contracts';
import type { Turn } from '@skald/engine';
import type { EncodedTurn } from '@skald/ports';

/** A turn with everything filled in; say only what matters to the test. */
export function aTurn(part: Partial<Turn> = {}): Turn {
  return {
    namespace: 'default',
    workflowId: 'order-42',
    seq: 0,
    run: 0,
    at: Date.UTC(2026, 0, 1),
    saga: 'order-checkout',
    version: 1,
    causes: ['saga.requests-0@0'],
    applied: { topicEpoch: 0, requests: 0, results: -1 },
    events: [signalReceived({ by: 'ana' })],
    ...part,
  };
}

/** An event that carries any payload. */
export function signalReceived(payload: Json, index = 0): SagaEvent {
  return { index, type: 'SignalReceived', name: 'approve', payload };
}

/** As the runtime hands turns to a journal. */
export function encoded(...turns: readonly Turn[]): EncodedTurn[] {
  return turns.map((turn) => ({ turn, eventsJson: JSON.stringify(turn.events) }));
}

/** `count` turns of one instance, from `part.seq` (or 0) on. */
export function turnsInSequence(count: number, part: Partial<Turn> = {}): Turn[] {
  const first = part.seq ?? 0;
  return Array.from({ length: count }, (_, i) => aTurn({ ...part, seq: first + i }));
}
