import { describe, expect, it } from '@jest/globals';
import type { EventBody, SagaStarted } from '@skald/contracts';
import { whatWasDoneIsUndone } from '../invariants/what-was-done-is-undone.js';
import { called, effect, effects } from './effects.for-spec.js';
import { closed, completed, failed, planned, scheduled, started, undone, undoScheduled } from './events.for-spec.js';
import { journal, told } from './invariant.for-spec.js';
import { WrittenJournal } from './written-journal.for-spec.js';

const ab = [scheduled('a'), completed('a'), scheduled('b'), completed('b')];
const end: EventBody = { type: 'SagaCompensated' };
const log = effects(
  [called('a'), called('b'), called('b', 'compensate', 2), called('a', 'compensate', 3)],
  [effect('a'), effect('b'), effect('b', 'compensate', 2), effect('a', 'compensate', 3)],
);
const tell = (events: readonly EventBody[], seen: Partial<typeof log> = {}, part: Partial<SagaStarted> = {}) => {
  const written = new WrittenJournal().turn(started(part));
  for (const event of events) written.turn(event);
  return told(whatWasDoneIsUndone, { ...journal(written.turns), ...seen });
};
const inOrder = [planned('b', 'a'), undoScheduled('b'), undone('b'), undoScheduled('a'), undone('a'), end];
const skipped: EventBody = { type: 'CompensationSkipped', activityId: 'a', reason: 'by hand', actor: 'ana' };
const together = [planned('b', 'a'), undoScheduled('b'), undoScheduled('a'), undone('a'), undone('b'), end];

describe('I-08 what was done is undone', () => {
  it('lets pass everything undone, newest first', () => {
    expect(tell([...ab, ...inOrder], log)).toEqual([]);
  });

  it('lets pass undos together where the saga says so', () => {
    expect(tell([...ab, ...together], log, { compensationOrder: 'parallel' })).toEqual([]);
  });

  it('lets pass an unknown outcome that nobody had claimed, and what an operator skipped', () => {
    const unknown = [scheduled('a'), failed('a', { outcome: 'unknown' }), planned('a')];
    expect(tell([...unknown, undoScheduled('a'), undone('a'), end], effects([]))).toEqual([]);
    expect(tell([...unknown, skipped, end], effects([called('a')], [effect('a')]))).toEqual([]);
  });

  const ask = scheduled('b', { compensation: { ...scheduled('b').compensation!, inDoubt: 'ask' } });
  const inDoubt = [...ab.slice(0, 2), ask, failed('b', { outcome: 'unknown' }), planned('b', 'a')];

  it('lets pass what waited for an operator while older ones went on, and was done after all', () => {
    const late = [undoScheduled('a'), completed('b'), undone('a'), undoScheduled('b'), undone('b'), end];
    expect(tell([...inDoubt, ...late])).toEqual([]);
  });

  it('catches an older undo that begins once nobody is to be asked any more', () => {
    const overtaken = [completed('b'), undoScheduled('a'), undone('a'), undoScheduled('b'), undone('b'), end];
    expect(tell([...inDoubt, ...overtaken])).toEqual([
      'the undo of a began before that of b, which is newer, was settled',
    ]);
  });

  it('lets pass what certainly failed and is not undone', () => {
    expect(
      tell([scheduled('a'), failed('a'), { type: 'SagaFailed', cause: 'failure', error: { type: 'x', message: 'x' } }]),
    ).toEqual([]);
  });

  it('catches what was not undone', () => {
    const what = 'a may have happened, the instance is compensated, and it was not undone';
    expect(tell([...ab, planned('b'), undoScheduled('b'), undone('b'), end], log)).toEqual([what]);
  });

  it('catches an effect behind a failure that was called certain', () => {
    const events = [scheduled('a'), failed('a'), planned(), end];
    expect(tell(events, effects([called('a')], [effect('a')]))).toEqual([
      'a may have happened, the instance is compensated, and it was not undone',
    ]);
  });

  it('catches an undo that did not come about', () => {
    const gone = effects([...log.effects.calls], log.effects.effective.slice(0, 3));
    expect(tell([...ab, ...inOrder], gone)).toEqual([
      'a was effective, the instance is compensated, and its undo did not come about',
    ]);
  });

  it('catches an effect that came about after its undo', () => {
    const late = effects(log.effects.calls, [effect('a', 'execute', 9), ...log.effects.effective.slice(1)]);
    expect(tell([...ab, ...inOrder], late)).toEqual(['a came about after its last undo']);
  });

  it('catches another order, in the journal and among the calls', () => {
    expect(tell([...ab, ...together], log)).toEqual([
      'the undo of a began before that of b, which is newer, was settled',
    ]);
    const swapped = effects([called('a', 'compensate', 1), ...log.effects.calls.slice(0, 3)], log.effects.effective);
    expect(tell([...ab, ...inOrder], swapped)).toContain('the undo of a was called before that of b, which is newer');
  });

  it('catches a plan that is oldest first', () => {
    const oldest = [planned('a', 'b'), undoScheduled('a'), undone('a'), undoScheduled('b'), undone('b'), end];
    expect(tell([...ab, ...oldest])).toEqual(['the plan has a before b, which is newer']);
  });

  it('catches an undo of a completed saga', () => {
    expect(tell([...ab, undoScheduled('a'), undone('a'), closed()])).toEqual([
      'a completed instance has undone something',
    ]);
  });

  it('catches an undo of what certainly had not happened', () => {
    const events = [scheduled('a'), failed('a'), planned('a'), undoScheduled('a'), undone('a'), end];
    expect(tell(events, effects([called('a', 'compensate')], [effect('a', 'compensate')]))).toEqual([
      'a was undone and had certainly not happened',
    ]);
  });

  it('catches forward work after undoing had begun', () => {
    const events = [
      scheduled('a'),
      completed('a'),
      planned('a'),
      scheduled('b', { compensation: { retry: scheduled('a').retry, inDoubt: 'skip' } }),
    ];
    expect(tell(events)).toEqual(['b was scheduled after undoing had begun']);
  });

  const scope = 'scope#1';
  const inside = [scheduled('a', { scope }), completed('a')];
  const ofScope: EventBody = {
    ...{ type: 'CompensationPlanned', cause: 'scope', scope, error: { type: 'x', message: 'x' } },
    plan: [{ run: 0, activityId: 'a' }],
  };

  it('judges a failed scope within itself, though the saga completes', () => {
    const undoing = [undoScheduled('a'), undone('a'), { type: 'ScopeUndone', scope } as const];
    expect(tell([...inside, ofScope, ...undoing, scheduled('b'), completed('b'), closed()])).toEqual([]);
    expect(tell([...inside, ofScope, closed()])).toEqual([
      'a may have happened, the instance is completed, and it was not undone',
    ]);
    expect(tell([...inside, ofScope, ...undoing, scheduled('b', { scope })])).toEqual([
      'b was scheduled after undoing had begun',
    ]);
  });

  it('catches an effect behind an undo that was skipped since nothing had happened', () => {
    const nothing: EventBody = { ...skipped, reason: 'nothing happened', actor: 'skald' };
    const events = [scheduled('a'), failed('a'), planned('a'), nothing, end];
    expect(tell(events, effects([]))).toEqual([]);
    expect(tell(events, effects([called('a')], [effect('a')]))).toEqual([
      'a may have happened, the instance is compensated, and it was not undone',
    ]);
  });
});
