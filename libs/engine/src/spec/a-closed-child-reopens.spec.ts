import { expect, it } from '@jest/globals';
import type { StartRequest } from '@skald/contracts';
import { CorruptHistory } from '../index.js';
import { activity, approve, saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const parent = { workflowId: 'trip-1', run: 2, childId: 'hotel', attempt: 1 };
const asChild: Partial<StartRequest> = { parent };
const room = undoable('hotel.book');
const result = {
  namespace: 'default',
  ...parent,
  operation: 'execute',
  child: { workflowId: 'w-1', run: 0 },
};
const undone = { type: 'child-completed', ...result, operation: 'compensate', output: null };
const undo = { type: 'undo', parent } as const;
const booking = saga(async (ctx) => {
  const booked = await ctx.activity(room, 1, { id: 'room' });
  await ctx.receive(approve);
  return booked;
});

specify('a child that is to be undone', (given) => {
  const completed = async (code = booking) => {
    const instance = given(code);
    await instance.start(null, { ...asChild, requestId: 'r-1' });
    await instance.complete('room', 7);
    await instance.signal('approve');
    expect(instance.status).toBe('completed');
    return instance;
  };

  it('reopens in the same run, undoes what it did and says so', async () => {
    const instance = await completed();
    await instance.request(undo);
    expect(instance.status).toBe('compensating');
    expect(instance.commands('room', 'compensate')).toMatchObject([
      { run: 0, forward: { outcome: 'completed', output: 7 } },
    ]);
    expect(await instance.request(undo)).toEqual({ kind: 'repeat', answers: [] });
    await instance.undo('room');
    expect(instance.storyFrom('UndoRequested')).toEqual([
      'UndoRequested',
      'CompensationPlanned',
      'ActivityScheduled undo room',
      'ActivityCompleted undo room',
      'SagaCompensated',
    ]);
    expect(instance.eventsOf('CompensationPlanned')).toMatchObject([{ cause: 'undo' }]);
    expect(instance.toParent.slice(1)).toEqual([undone]);
    // Who waited for its end has been told before.
    expect(instance.replies.map(({ type }) => type)).toEqual(['accepted', 'closed']);
    expect(await instance.request({ type: 'undo', parent: { ...parent, attempt: 2 } })).toMatchObject({
      kind: 'repeat',
      toParent: { ...undone, attempt: 2 },
    });
  });

  it('after somebody cancelled it fails by that, whatever its code returns', async () => {
    const instance = given(
      saga((ctx) => ctx.receive(approve).catch(() => ctx.activity(activity('web.call'), 1, { id: 'clean-up' }))),
    );
    await instance.start(null, asChild);
    await instance.cancel();
    await instance.request(undo);
    await instance.complete('clean-up');
    expect(instance.eventsOf('CompensationPlanned')).toMatchObject([
      { cause: 'undo', error: { type: 'skald.ParentUndone', message: 'the parent is undone' } },
    ]);
    expect(instance.toParent.at(-1)).toEqual(undone);
  });

  it('and left nothing that can be undone tells so with its failure', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(activity('web.call'), 1, { id: 'call' });
        throw new Error('enough');
      }),
    );
    await instance.start(null, asChild);
    await instance.complete('call');
    expect(instance.toParent).toMatchObject([{ type: 'child-failed', status: 'failed', effect: 'none' }]);
  });

  it('and did nothing that could be undone says so at once', async () => {
    const instance = given(saga(async () => 1));
    await instance.start(null, asChild);
    await instance.request(undo);
    expect(instance.status).toBe('compensated');
    expect(instance.toParent.at(-1)).toEqual(undone);
  });

  it('undoes what was still under way when it completed', async () => {
    const instance = given(
      saga(async (ctx) => {
        void ctx.activity(room, 1, { id: 'room' });
        await ctx.activity(activity('pay'), 1, { id: 'pay' });
      }),
    );
    await instance.start(null, asChild);
    await instance.complete('pay');
    await instance.request(undo);
    expect(instance.commands('room', 'compensate')).toMatchObject([{ forward: { outcome: 'unknown' } }]);
  });

  it('gets stuck like any other and its parent waits', async () => {
    const instance = await completed();
    await instance.request(undo);
    await instance.fail('room', 'Stubborn', { operation: 'compensate', retryable: false });
    expect(instance.status).toBe('compensation-failed');
    expect(instance.toParent).toHaveLength(1);
    await instance.operator('skip', { activityId: 'room', reason: 'by hand' });
    expect(instance.toParent.at(-1)).toEqual(undone);
  });

  it('and was terminated meanwhile says that it is not', async () => {
    const instance = await completed();
    await instance.request(undo);
    await instance.request({ type: 'terminate' });
    expect(instance.toParent.at(-1)).toMatchObject({
      type: 'child-failed',
      operation: 'compensate',
      error: { type: 'CLOSED' },
    });
    expect(await instance.request(undo)).toMatchObject({ kind: 'refused', toParent: { type: 'child-failed' } });
  });

  it('while it is open is cancelled, undone, and tells both', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(room, 1, { id: 'room' });
        return ctx.receive(approve).catch(() => 'returned all the same');
      }),
    );
    await instance.start(null, asChild);
    await instance.complete('room');
    await instance.request(undo);
    expect(instance.status).toBe('compensating');
    await instance.undo('room');
    expect(instance.toParent).toMatchObject([
      { type: 'child-failed', operation: 'execute', status: 'compensated', cause: 'undo', effect: 'none' },
      { type: 'child-completed', operation: 'compensate' },
    ]);
  });

  it('after it was cancelled without undoing undoes all the same', async () => {
    for (const when of ['while it cleans up', 'when it is closed']) {
      const instance = given(
        saga(async (ctx) => {
          await ctx.activity(room, 1, { id: 'room' });
          await ctx.receive(approve).finally(() => (when === 'while it cleans up' ? ctx.receive(approve) : undefined));
        }),
      );
      await instance.start(null, asChild);
      await instance.complete('room');
      await instance.cancel(false);
      expect(instance.status).toBe(when === 'while it cleans up' ? 'running' : 'canceled');
      await instance.request(undo);
      if (when === 'while it cleans up') await instance.signal('approve');
      await instance.undo('room');
      expect(instance.status).toBe('compensated');
      expect(instance.toParent.at(-1)).toEqual(undone);
    }
  });

  it('and is undone already says so', async () => {
    const instance = given(booking);
    await instance.start(null, asChild);
    await instance.complete('room');
    await instance.cancel();
    await instance.request(undo);
    expect(instance.status).toBe('compensating');
    await instance.undo('room');
    expect(instance.toParent.map(({ operation }) => operation)).toEqual(['execute', 'compensate']);
  });

  it('and is parked is undone from the journal alone', async () => {
    const instance = given(booking);
    await instance.start(null, asChild);
    await instance.complete('room');
    await instance.park('ENGINE_ERROR', 'broken');
    await instance.request(undo);
    expect(instance.commands('room', 'compensate')).toHaveLength(1);
  });

  it('past its pivot, or somebody else, or not there, is not, and says so', async () => {
    const pivoting = saga(async (ctx) => {
      ctx.pivot();
      await ctx.receive(approve);
    });
    const instance = given(pivoting);
    expect(await instance.request(undo)).toMatchObject({
      kind: 'refused',
      code: 'NOT_FOUND',
      toParent: { operation: 'compensate' },
    });
    await instance.start(null, asChild);
    expect(await instance.request({ type: 'undo', parent: { ...parent, childId: 'other' } })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await instance.request(undo)).toMatchObject({
      kind: 'refused',
      code: 'CLOSED',
      toParent: { type: 'child-failed' },
    });
    await instance.signal('approve');
    expect(await instance.request(undo)).toMatchObject({
      kind: 'refused',
      code: 'CLOSED',
      toParent: { type: 'child-failed' },
    });
    expect(instance.status).toBe('completed');
  });

  it('A7 events after the end are corrupt but for this one', async () => {
    const instance = await completed();
    await instance.request(undo);
    const { turns } = instance;
    const strangers = turns.map((turn) => ({
      ...turn,
      events: turn.events.map((event) => {
        if (event.type !== 'SagaStarted') return event;
        const { parent: _, ...orphan } = event;
        return orphan;
      }),
    }));
    await expect(instance.replay(-1, strangers)).rejects.toThrow(CorruptHistory);
    const ended = turns.findIndex(({ events }) => events.some(({ type }) => type === 'SagaCompleted'));
    const terminated = turns.map((turn, i) =>
      i === ended
        ? {
            ...turn,
            events: turn.events.map((e) =>
              e.type === 'SagaCompleted' ? { type: 'SagaTerminated' as const, index: e.index } : e,
            ),
          }
        : turn,
    );
    await expect(instance.replay(-1, terminated)).rejects.toThrow(CorruptHistory);
  });
});
