import type { Turn } from '../index.js';
import type { WrittenInstance } from './written-instance.for-spec.js';

/** Where two lives of one instance part, to the byte; the second one was lived so. */
export function* differences(kept: WrittenInstance, other: WrittenInstance, how: string): Generator<string> {
  const n = Math.max(kept.turns.length, other.turns.length);
  for (let i = 0; i < n; i += 1) {
    const [expected, got] = [kept, other].map((one) =>
      JSON.stringify([one.turns[i], one.sentByTurn[i], one.statuses[i]]),
    );
    if (expected === got) continue;
    return yield `${how}, turn ${i} is ${tale(other.turns[i])} and not ${tale(kept.turns[i])}`;
  }
}

function tale(turn: Turn | undefined): string {
  return turn === undefined ? 'none' : turn.events.map(({ type }) => type).join(', ');
}
