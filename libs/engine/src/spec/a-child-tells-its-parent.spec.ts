import { expect, it } from '@jest/globals';
import type { StartRequest } from '@skald/contracts';
import { SagaFailure } from '../index.js';
import { approve, saga, undoable } from './contracts.for-spec.js';
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
const booking = saga(async (ctx) => {
  const booked = await ctx.activity(room, 1, { id: 'room' });
  await ctx.receive(approve);
  return booked;
});

specify('a child', (given) => {
  it('tells its parent how it completed', async () => {
    const instance = given(saga(async () => ({ room: 7 })));
    await instance.start(null, asChild);
    expect(instance.eventsOf('SagaStarted')).toMatchObject([{ parent }]);
    expect(instance.toParent).toEqual([{ type: 'child-completed', ...result, output: { room: 7 } }]);
  });

  it('tells that it passed its pivot', async () => {
    const instance = given(
      saga(async (ctx) => {
        ctx.pivot();
      }),
    );
    await instance.start(null, asChild);
    expect(instance.toParent).toMatchObject([{ type: 'child-completed', pivot: true }]);
  });

  it('E3 tells how it failed', async () => {
    const instance = given(booking);
    await instance.start(null, { ...asChild, timeoutMs: 1_000 });
    await instance.complete('room');
    await instance.pass(1_000);
    await instance.undo('room');
    const error = { type: 'skald.Timeout', message: 'the saga ran out of time' };
    expect(instance.toParent).toEqual([
      { type: 'child-failed', ...result, status: 'compensated', cause: 'timeout', error, effect: 'none' },
    ]);
  });

  it.each([
    ['terminate', {}, { status: 'terminated', effect: 'unknown', error: { type: 'skald.Terminated' } }],
    ['cancel', { compensate: false }, { status: 'canceled', cause: 'cancel', effect: 'unknown' }],
  ] as const)('E3 tells of a %s', async (type, fields, told) => {
    const instance = given(booking);
    await instance.start(null, asChild);
    await instance.complete('room');
    await instance.request({ type, ...fields });
    expect(instance.toParent).toMatchObject([{ type: 'child-failed', ...told }]);
  });

  it('tells it when it is asked again, and starts once', async () => {
    const instance = given(booking);
    await instance.start(null, asChild);
    expect(await instance.start(null, asChild)).toEqual({ kind: 'repeat', answers: [] });
    await instance.complete('room', 7);
    await instance.signal('approve');
    expect(await instance.start(null, asChild)).toEqual({
      kind: 'repeat',
      answers: [],
      toParent: { type: 'child-completed', ...result, output: 7 },
    });
    expect(instance.eventsOf('SagaStarted')).toHaveLength(1);
  });

  it('that ended without success is tried again when an operator of the parent wants it', async () => {
    const instance = given(saga(() => Promise.reject(new SagaFailure('Full'))));
    await instance.start(null, asChild);
    await instance.start(null, { parent: { ...parent, attempt: 2 } });
    expect(instance.toParent).toMatchObject([
      { type: 'child-failed', attempt: 1, child: { run: 0 }, error: { type: 'Full' } },
      { type: 'child-failed', attempt: 2, child: { run: 1 } },
    ]);
  });

  it('E2 that finds its id taken is refused, and its parent is told', async () => {
    for (const taken of [{}, { parent: { ...parent, workflowId: 'trip-2' } }, { parent: { ...parent, run: 1 } }]) {
      const instance = given(booking);
      await instance.start(null, taken);
      const { length } = instance.events;
      expect(await instance.start(null, asChild)).toMatchObject({
        kind: 'refused',
        code: 'ALREADY_STARTED',
        toParent: {
          type: 'child-failed',
          ...result,
          status: 'rejected',
          effect: 'none',
          error: { type: 'ALREADY_STARTED' },
        },
      });
      expect(instance.events).toHaveLength(length);
    }
  });

  it.each([
    ['an unknown saga', { saga: 'unknown' }, 'UNKNOWN_SAGA'],
    ['an input too large', { input: 'x'.repeat(300_000) }, 'PAYLOAD_TOO_LARGE'],
  ])('that cannot start, for %s, is refused and its parent is told', async (_, fields, type) => {
    const instance = given(type === 'UNKNOWN_SAGA' ? (undefined as never) : booking);
    expect(await instance.start(null, { ...asChild, ...fields })).toMatchObject({
      kind: 'refused',
      toParent: { type: 'child-failed', status: 'rejected', error: { type } },
    });
  });

  it('E4 is cancelled by its very parent alone', async () => {
    const instance = given(booking);
    const cancel = { type: 'cancel', reason: 'over', actor: 'skald', parent } as const;
    expect(await instance.request(cancel)).toEqual({ kind: 'repeat', answers: [] });
    await instance.start(null, { parent: { ...parent, childId: 'other' } });
    expect(await instance.request(cancel)).toEqual({ kind: 'repeat', answers: [] });
    expect(instance.status).toBe('running');
    await instance.request({ ...cancel, parent: { ...parent, childId: 'other' } });
    expect(instance.status).toBe('compensating');
  });
});
