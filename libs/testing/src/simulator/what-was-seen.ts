import type { SagaEvent } from '@skald/contracts';
import type { Evidence } from '../checker/evidence/evidence.js';
import { groupBy } from '../checker/reading/once.js';
import type { Sometimes } from './sometimes.js';

/** Counts what a run showed beside its faults: where they struck matters, and what sagas came to. */
export function noteWhatWasSeen({ journal, effects, broker }: Evidence, sometimes: Sometimes): void {
  const saw = (what: string, count: number): void => {
    for (let i = 0; i < count; i++) sometimes.saw(what);
  };
  for (const { status } of journal.projections) sometimes.saw(`an instance was ${status}`);
  for (const { events } of journal.turns) for (const event of events) saw(...countOf(event));
  const writes = journal.writes ?? [];
  saw('two owners overlapped and one lost', writes.filter(({ outcome }) => outcome === 'conflict').length);
  saw('it was not known whether a turn is written', writes.filter(({ outcome }) => outcome === 'unknown').length);
  const calls = [...groupBy(effects.calls, ({ key }) => key).values()];
  for (const [first, ...more] of calls) saw(`an ${wordFor(first!.operation)} was called again`, more.length);
  saw('an undo was told of a late output', effects.effective.filter(({ key }) => key.endsWith(':late')).length);
  saw('a record became a dead letter', broker.records.filter(({ topic }) => topic.endsWith('.dlq')).length);
}

function wordFor(operation: 'execute' | 'compensate'): string {
  return operation === 'execute' ? 'activity' : 'undo';
}

function countOf(event: SagaEvent): readonly [what: string, count: number] {
  switch (event.type) {
    case 'SagaContinuedAsNew':
      return event.carried.signals.length > 0
        ? ['a signal was carried into the next run', event.carried.signals.length]
        : ['an undo was carried into the next run', event.carried.undo.length];
    case 'ScopeUndone':
      return ['a scope was undone', 1];
    case 'ChildCompleted':
      return ['a child completed', 1];
    case 'ChildFailed':
      return ['a child failed', 1];
    case 'ActivityTimedOut':
      return ['an activity timed out', 1];
    case 'SagaTimedOut':
      return ['a saga timed out', 1];
    default:
      return ['', 0];
  }
}
