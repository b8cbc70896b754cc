import { expect, it } from '@jest/globals';
import { activity, approve, saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

specify('a signal that comes while its instance closes', (given) => {
  const call = activity('web.call');
  /** Ends with its activity, and says how many signals it has seen. */
  const counting = saga(async (ctx) => {
    let seen = 0;
    const done = ctx.activity(call, 1, { id: 'call' }).then(() => 'done');
    for (const signals = ctx.signals(approve); ; seen += 1) {
      const next = await ctx.race({ done, signal: signals.next() });
      if (next.winner === 'done') return seen;
    }
  });

  it('in one batch behind the end is refused with CLOSED: the turn that closes does not have it', async () => {
    const instance = given(counting);
    await instance.start();
    const [completed, late] = await instance.tell(
      instance.asResult('completed', 'call', { output: 1 }),
      instance.asRequest({ type: 'signal', name: 'approve', payload: 1, requestId: 'r-1' }),
    );
    expect(completed).toEqual({ kind: 'applied' });
    expect(late).toMatchObject({ kind: 'refused', code: 'CLOSED' });
    expect(instance.output).toBe(0);
    expect(instance.eventsOf('SignalReceived')).toEqual([]);
  });

  it('in one batch before the end is seen by the code before it ends', async () => {
    const instance = given(counting);
    await instance.start();
    const told = await instance.tell(
      instance.asRequest({ type: 'signal', name: 'approve', payload: 1, requestId: 'r-1' }),
      instance.asResult('completed', 'call', { output: 1 }),
    );
    expect(told).toEqual([{ kind: 'applied' }, { kind: 'applied' }]);
    expect(instance.output).toBe(1);
  });

  it('recorded first by another owner is seen: the closing turn is decided again with it', async () => {
    const instance = given(counting);
    await instance.start();
    // An owner that does not know it any more decides to close; its seq is taken by the turn with the signal.
    const { execution: stale } = await instance.replay();
    await instance.signal('approve', 1);
    const closing = [instance.asResult('completed', 'call', { output: 1 })];
    const lost = await stale.turn(closing, instance.now);
    expect(lost.turn?.turn).toMatchObject({ seq: 1, events: [{}, { type: 'SagaCompleted', output: 0 }] });
    expect(instance.turns.at(-1)?.seq).toBe(1);
    await instance.tell(...closing);
    expect(instance.output).toBe(1);
  });

  it('decided by an owner that does not know of the end is refused when it decides again', async () => {
    const instance = given(counting);
    await instance.start();
    const { execution: stale } = await instance.replay();
    await instance.complete('call');
    const signal = instance.asRequest({ type: 'signal', name: 'approve', payload: 1 });
    const lost = await stale.turn([signal], instance.now);
    expect([lost.turn?.turn.seq, instance.turns.at(-1)?.seq]).toEqual([1, 1]);
    expect(await instance.one(signal)).toMatchObject({ kind: 'refused', code: 'CLOSED' });
  });

  it('is refused from the plan of the undo on, when no code can hear it any more', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(undoable('hotel.book'), 1, { id: 'book' });
        await ctx.activity(call, 1, { id: 'call' });
      }),
    );
    await instance.start();
    await instance.complete('book');
    const [failed, late] = await instance.tell(
      instance.asResult('failed', 'call', { error: { type: 'No', message: 'no' }, retryable: false }),
      instance.asRequest({ type: 'signal', name: 'approve', payload: 1 }),
    );
    expect(failed).toEqual({ kind: 'applied' });
    expect(late).toMatchObject({ kind: 'refused', code: 'CLOSED' });
    expect(instance.status).toBe('compensating');
  });

  it('behind an end that takes several turns is refused as well: what is decided goes before what comes', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.receive(approve);
        for (let n = 0; n < 1_500; n += 1) ctx.emit({ kind: 'domain-event', topic: 'many', payload: call.input }, n);
      }),
      { checks: 'when asked' },
    );
    await instance.start();
    const signal = instance.asRequest({ type: 'signal', name: 'approve', payload: 1 });
    const told = await instance.tell(signal, signal);
    expect(told).toMatchObject([{ kind: 'applied' }, { kind: 'refused', code: 'CLOSED' }]);
    expect(instance.turns).toHaveLength(3);
    await instance.checkReplay();
  });
});
