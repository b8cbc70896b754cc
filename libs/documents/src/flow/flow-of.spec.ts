import { describe, expect, it } from '@jest/globals';
import type { SagaEvent } from '@skald/contracts';
import type { Turn } from '@skald/engine';
import { flowOf } from './flow-of.js';

type Told = Omit<SagaEvent, 'index'> | Record<string, unknown>;

/** One turn at midnight with these events. */
const history = (...events: readonly Told[]): Turn[] => [
  { at: Date.parse('2026-01-01T00:00:00.000Z'), events } as unknown as Turn,
];
const starts = { type: 'SagaStarted', saga: 'trip' };
const timer = (timerId: string, fireAt: string) => [
  { type: 'TimerStarted', timerId, fireAt, purpose: 'sleep' },
  { type: 'TimerFired', timerId, purpose: 'sleep' },
];
const signal = { type: 'SignalReceived', name: 'go' };

/** `from -> to`, by labels. */
const ways = (...histories: readonly Turn[][]): string[] => {
  const { nodes, edges } = flowOf(histories);
  const label = (id: string) => nodes.find((node) => node.id === id)!.label;
  return edges.map(({ from, to }) => `${label(from)} -> ${label(to)}`);
};

describe('the flow of histories', () => {
  it('says how long a timer takes', () => {
    expect(ways(history(starts, ...timer('timer#1', '2026-01-03T00:00:00.000Z')))).toEqual([
      'trip starts -> 2 days pass',
    ]);
    expect(ways(history(starts, ...timer('timer#1', '2026-01-01T01:00:00.000Z')))).toEqual([
      'trip starts -> 1 hour passes',
    ]);
    expect(ways(history(starts, ...timer('timer#1', '2026-01-01T00:00:00.250Z')))).toEqual([
      'trip starts -> 250 milliseconds pass',
    ]);
  });

  it('takes timers that follow different things for different ones, whatever their ids', () => {
    const day = timer('timer#1', '2026-01-02T00:00:00.000Z');
    const hour = timer('timer#1', '2026-01-01T01:00:00.000Z');
    expect(ways(history(starts, ...day), history(starts, signal, ...hour))).toEqual([
      'trip starts -> 1 day passes',
      'trip starts -> signal go',
      'signal go -> 1 hour passes',
    ]);
  });

  it('leads from one run to the next, and not to an instance that was started again', () => {
    const again = { type: 'SagaContinuedAsNew' };
    const done = { type: 'SagaCompleted' };
    expect(ways(history(starts, again, { ...starts, continued: true }, done, starts, signal))).toEqual([
      'trip starts -> continues as a new run',
      'continues as a new run -> trip starts',
      'trip starts -> completed',
      'trip starts -> signal go',
    ]);
  });

  it('says which error made a scope be undone', () => {
    const planned = { type: 'CompensationPlanned', cause: 'scope', error: { type: 'SoldOut', message: '' }, plan: [] };
    expect(flowOf([history(starts, planned, signal)]).edges).toMatchObject([{ labels: ['SoldOut'] }]);
  });

  it('shows a loop as a loop, and what a scope undoes in between', () => {
    const hold = (n: number, operation = 'execute') => ({
      ...{ type: 'ActivityScheduled', activity: 'hold', activityId: `hold#${n}`, operation },
    });
    const planned = { type: 'CompensationPlanned', cause: 'scope', error: { type: 'FareRaised' } };
    const { edges } = flowOf([history(starts, hold(1), planned, hold(1, 'compensate'), hold(2))]);
    expect(edges.map(({ from, to, labels }) => [from, ...labels, to].join(' '))).toEqual([
      'start:start activity:hold',
      'activity:hold FareRaised undo:hold',
      'undo:hold activity:hold',
    ]);
  });

  it('shows children, how they fail, how they are undone as one unit, and sagas that are left alone', () => {
    const child = { type: 'ChildStarted', childId: 'hotel', saga: 'stay' };
    const failed = { type: 'ChildFailed', error: { type: 'NoRoom' } };
    const undone = { type: 'ChildUndoRequested', childId: 'hotel' };
    const detached = { type: 'DetachedStarted', saga: 'survey' };
    const { edges, undos } = flowOf([history(starts, child, failed, undone, detached)]);
    expect(edges.find(({ to }) => to === 'undo:hotel')).toMatchObject({ from: 'activity:hotel', labels: ['NoRoom'] });
    expect(undos).toEqual([{ activity: 'activity:hotel', undo: 'undo:hotel' }]);
    expect(ways(history(starts, child, undone, detached), history(starts, { ...child, childId: 'stay#1' }))).toEqual([
      'trip starts -> child hotel: stay',
      'child hotel: stay -> undo child hotel',
      'undo child hotel -> detach survey',
      'trip starts -> child stay',
    ]);
  });

  it('shows that a child is undone by its parent', () =>
    expect(ways(history(starts, { type: 'UndoRequested' }))).toEqual(['trip starts -> its parent undoes it']));

  it('shows what operators do', () => {
    const acts = [{ type: 'SagaPaused' }, { type: 'SagaResumed' }, { type: 'OperatorActed', verb: 'retry' }];
    expect(ways(history(starts, ...acts))).toEqual([
      'trip starts -> operator: pause',
      'operator: pause -> operator: resume',
      'operator: resume -> operator: retry',
    ]);
  });
});
