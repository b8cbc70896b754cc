import { describe, expect, it } from '@jest/globals';
import type { Json } from '@skald/contracts';

import type { ActivityMemory } from './activity-memory.js';
import { remember } from './activity-memory.js';
import { decideCompensate, decideExecute } from './decide-claim.js';

const now = 1_000;
const claim = (until = 0, by = 'them') => ({ kind: 'claim', until, by });
const completed = { kind: 'completed', output: 1, by: 'them', ran: true };
const failed = {
  kind: 'failed',
  error: { type: 'X', message: '' },
  retryable: true,
  effect: 'unknown',
  by: 'them',
  ran: true,
};
const undone = { kind: 'undone' };

const ledger = (records: Record<string, Json>): ActivityMemory =>
  remember(Object.entries(records).map(([mark, body]) => ({ key: 'k', mark, at: 0, body })));
const asked = { attempt: 1, by: 'me', now, exclusive: false };

describe('an execute', () => {
  const cases: [string, Record<string, Json>, Partial<typeof asked>, unknown][] = [
    ['runs on its own claim', { 'execute.1': claim(9_999, 'me') }, {}, { kind: 'run' }],
    ['runs again on the claim of another', { 'execute.1': claim(9_999) }, {}, { kind: 'run' }],
    [
      'waits for the claim of another when it is exclusive',
      { 'execute.1': claim(9_999) },
      { exclusive: true },
      { kind: 'wait', until: 9_999 },
    ],
    ['runs when that claim is over', { 'execute.1': claim(now) }, { exclusive: true }, { kind: 'run' }],
    [
      'runs when that attempt was answered as timed out',
      { 'execute.1': claim(9_999), 'execute.1.timeout': failed, 'execute.2': claim(9_999, 'me') },
      { exclusive: true, attempt: 2 },
      { kind: 'run' },
    ],
    [
      'repeats its recorded failure',
      { 'execute.1': claim(), 'execute.1.done': failed },
      {},
      { kind: 'answer', own: true, outcome: failed },
    ],
    [
      'repeats its recorded time-out',
      { 'execute.1': claim(), 'execute.1.timeout': failed },
      {},
      { kind: 'answer', own: true, outcome: failed },
    ],
    [
      'repeats the completion that came after its failure',
      { 'execute.1': claim(), 'execute.1.done': failed, 'execute.1.after': completed },
      {},
      { kind: 'answer', own: true, outcome: completed },
    ],
    [
      'gets the completion of an earlier attempt',
      { 'execute.1': claim(), 'execute.1.timeout': failed, 'execute.1.done': completed, 'execute.2': claim(0, 'me') },
      { attempt: 2 },
      { kind: 'answer', own: false, outcome: completed },
    ],
    [
      'repeats its recorded outcome even after its undo',
      { 'execute.1': claim(), 'execute.1.done': completed, 'compensate.1': claim() },
      {},
      { kind: 'answer', own: true, outcome: completed },
    ],
    [
      'is refused where the undo came first',
      { 'execute.1': undone },
      {},
      { kind: 'refuse', because: 'undone', effect: 'none' },
    ],
    [
      'is refused after an undo, though an earlier attempt completed',
      { 'execute.1': claim(), 'execute.1.done': completed, 'compensate.1': claim(), 'execute.2': claim(0, 'me') },
      { attempt: 2 },
      { kind: 'refuse', because: 'undone', effect: 'none' },
    ],
    [
      'is refused with an unknown effect where it had begun before its undo',
      { 'execute.1': claim(), 'execute.1.done': undone },
      {},
      { kind: 'refuse', because: 'undone', effect: 'unknown' },
    ],
    [
      'is refused after a late undo',
      { 'late.3': claim() },
      { attempt: 2 },
      { kind: 'refuse', because: 'undone', effect: 'none' },
    ],
  ];
  it.each(cases)('%s', (_, records, question, decision) => {
    expect(decideExecute(ledger(records), { ...asked, ...question })).toEqual(decision);
  });
});

describe('a compensate', () => {
  type Question = Partial<typeof asked> & { series?: 'late'; forward?: 'completed' };
  const cases: [string, Record<string, Json>, Question, unknown][] = [
    ['of nothing has nothing to do', { 'execute.1': undone }, {}, { kind: 'skip' }],
    [
      'of refused attempts has nothing to do',
      { 'execute.1': undone, 'execute.2': claim(), 'execute.2.done': { ...failed, ran: false } },
      {},
      { kind: 'skip' },
    ],
    ['of a completed activity runs', { 'execute.1': undone }, { forward: 'completed' }, { kind: 'run' }],
    ['of a failed attempt runs', { 'execute.1': claim(), 'execute.1.done': failed }, {}, { kind: 'run' }],
    ['waits for a live claim', { 'execute.1': claim(5_000) }, {}, { kind: 'wait', until: 5_000 }],
    [
      'waits for the longest of them',
      { 'execute.1': claim(5_000), 'execute.2': claim(7_000) },
      {},
      { kind: 'wait', until: 7_000 },
    ],
    ['overtakes a claim that is over', { 'execute.1': claim(now) }, {}, { kind: 'overtake', attempts: [1] }],
    [
      'overtakes an attempt that was answered as timed out',
      { 'execute.1': claim(9_999), 'execute.1.timeout': failed },
      { forward: 'completed' },
      { kind: 'overtake', attempts: [1] },
    ],
    ['runs when everything is overtaken', { 'execute.1': claim(), 'execute.1.done': undone }, {}, { kind: 'run' }],
    [
      'repeats its recorded outcome',
      { 'compensate.1': claim(), 'compensate.1.done': failed },
      {},
      { kind: 'answer', own: true, outcome: failed },
    ],
    [
      'gets the completion of an earlier attempt',
      { 'compensate.1': claim(), 'compensate.1.done': completed, 'compensate.2': claim() },
      { attempt: 2 },
      { kind: 'answer', own: false, outcome: completed },
    ],
    [
      'runs once more as a late undo',
      { 'execute.1': claim(), 'execute.1.done': undone, 'compensate.1': claim(), 'compensate.1.done': completed },
      { attempt: 2, series: 'late', forward: 'completed' },
      { kind: 'run' },
    ],
    [
      'waits for another process that undoes it, when it is exclusive',
      { 'execute.1': claim(), 'execute.1.done': completed, 'compensate.1': claim(5_000) },
      { exclusive: true },
      { kind: 'wait', until: 5_000 },
    ],
  ];
  it.each(cases)('%s', (_, records, question, decision) => {
    const whole = { ...asked, series: 'compensate' as const, forward: 'unknown' as const, ...question };
    expect(decideCompensate(ledger(records), whole)).toEqual(decision);
  });
});
