import { expect, it } from '@jest/globals';
import { approve, hotel, saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const cancel = {
  type: 'cancel',
  actor: 'skald',
  workflowId: 'w-1:0:told',
  parent: { workflowId: 'w-1', childId: 'told' },
};

specify('open children', (given) => {
  const code = saga(async (ctx) => {
    void ctx.child(hotel, { input: 1, id: 'told', onParentClose: 'cancel' });
    void ctx.child(hotel, { input: 1, id: 'alone', onParentClose: 'abandon' });
    const done = ctx.child(hotel, { input: 1, id: 'done' });
    await done;
    await ctx.receive(approve);
  });
  const open = async () => {
    const instance = given(code);
    await instance.start();
    await instance.child('child-completed', 'done');
    return instance;
  };

  it.each([
    ['terminated', { type: 'terminate' }, true],
    ['completes', { type: 'signal', name: 'approve', payload: null }, true],
    ['is cancelled', { type: 'cancel' }, true],
    ['is cancelled without undoing', { type: 'cancel', compensate: false }, false],
  ] as const)('E4 E5 are cancelled or left alone when their parent %s', async (_, request, compensate) => {
    const instance = await open();
    await instance.request(request);
    expect(instance.requests.filter(({ type }) => type === 'cancel')).toMatchObject([{ ...cancel, compensate }]);
  });

  it('left alone tell nothing new to a parent that is being undone', async () => {
    const instance = given(
      saga(async (ctx) => {
        void ctx.child(hotel, { input: 1, id: 'alone', onParentClose: 'abandon' });
        await ctx.activity(undoable('hotel.book'), 1, { id: 'book' });
        throw new Error('enough');
      }),
    );
    await instance.start();
    await instance.complete('book');
    expect(instance.status).toBe('compensating');
    expect(await instance.child('child-completed', 'alone')).toEqual({ kind: 'repeat', answers: [] });
    await instance.undo('book');
    expect(instance.status).toBe('compensated');
    expect(instance.requestsTo('alone', 'undo')).toEqual([]);
  });

  it('G2 a cancel unblocks who waits for a child', async () => {
    const instance = given(saga(async (ctx) => ctx.child(hotel, { input: 1 }).catch((error: Error) => error.name)));
    await instance.start();
    await instance.cancel();
    expect(instance.output).toBe('CanceledFailure');
    expect(instance.requestsTo('hotel#1').map(({ type }) => type)).toEqual(['start', 'cancel']);
    // What it says of its end is recorded no more.
    expect(await instance.child('child-failed', 'hotel#1', { status: 'canceled' })).toEqual({
      kind: 'repeat',
      answers: [],
    });
  });

  it('that end with nothing left while their parent cleans up need no undo', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.child(hotel, { input: 1 }).finally(() => ctx.receive(approve));
      }),
    );
    await instance.start();
    await instance.cancel();
    await instance.child('child-failed', 'hotel#1', { status: 'compensated', cause: 'cancel' });
    await instance.signal('approve');
    expect(instance.status).toBe('canceled');
    expect(instance.requestsTo('hotel#1', 'undo')).toEqual([]);
  });

  it('asked for after the cancel was heard are started, and asked for in its turn are not', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.receive(approve).catch(() => undefined);
        return ctx.child(hotel, { input: 1 });
      }),
    );
    await instance.start();
    await instance.tell(
      instance.asRequest({ type: 'signal', name: 'approve', payload: null }),
      instance.asRequest({ type: 'cancel' }),
    );
    expect(instance.eventsOf('ChildGivenUp')).toMatchObject([{ childId: 'hotel#1', outcome: 'none' }]);
    expect(instance.requests).toEqual([]);
  });

  it('that completed after their parent was undone are an alarm', async () => {
    const instance = await open();
    await instance.request({ type: 'terminate' });
    expect(await instance.child('child-completed', 'told')).toMatchObject({ kind: 'dead', reason: 'CLOSED_INSTANCE' });
    expect(await instance.child('child-failed', 'told')).toEqual({ kind: 'repeat', answers: [] });
  });
});
