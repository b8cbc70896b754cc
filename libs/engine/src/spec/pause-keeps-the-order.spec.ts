import { expect, it } from '@jest/globals';
import { activity, approve, hours, saga, seconds } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const call = activity('web.call', { retry: { maxAttempts: 2, initialInterval: '10s' } });

specify('a paused instance', (given) => {
  it('records inputs and takes them up in their order', async () => {
    const order: unknown[] = [];
    const instance = given(
      saga(async (ctx) => {
        const seen: unknown[] = [];
        await Promise.all([
          ctx.activity(call, 1, { id: 'call' }).then((output) => seen.push(output)),
          ctx.receive(approve).then((payload) => seen.push(payload)),
          ctx.effect('look', () => 'looked').then((value) => seen.push(value)),
        ]);
        order.splice(0, order.length, ...seen);
        return seen;
      }),
    );
    await instance.start();
    await instance.request({ type: 'pause', reason: 'maintenance', actor: 'ana', requestId: 'p-1' });
    expect(instance.status).toBe('paused');
    expect(instance.waitingFor).toEqual([
      { kind: 'operator', id: 'paused', since: '2026-11-22T10:00:00.000Z', detail: 'paused' },
    ]);
    await instance.signal('approve', 'approved');
    await instance.runEffects();
    await instance.complete('call', 'called');
    expect(instance.status).toBe('paused');
    await instance.request({ type: 'resume', actor: 'ana' });
    expect(instance.output).toEqual(['approved', 'looked', 'called']);
    expect(instance.replies).toEqual([expect.objectContaining({ type: 'accepted', requestId: 'p-1' })]);
  });

  it('fires no timers and starts no attempts until it is resumed', async () => {
    const instance = given(saga((ctx) => Promise.all([ctx.timer('1h'), ctx.activity(call, 1, { id: 'call' })])));
    await instance.start();
    await instance.fail('call');
    await instance.request({ type: 'pause' });
    expect(instance.live.wakeAt).toBeUndefined();
    await instance.oversleep(hours(2));
    expect(instance.commands('call')).toHaveLength(1);
    await instance.request({ type: 'resume' });
    expect(instance.live.wakeAt).toBe(Date.parse('2026-11-22T10:00:10.000Z'));
    await instance.pass(0);
    expect(instance.commands('call')).toHaveLength(2);
    expect(instance.eventsOf('TimerFired')).toHaveLength(2);
  });

  it('an attempt that fails meanwhile is tried again after it', async () => {
    const instance = given(saga((ctx) => ctx.activity(call, 1, { id: 'call' })));
    await instance.start();
    await instance.request({ type: 'pause' });
    await instance.fail('call');
    await instance.request({ type: 'resume' });
    await instance.pass(seconds(10));
    expect(instance.commands('call')).toHaveLength(2);
  });

  it('pausing twice, and resuming what runs, is accepted and changes nothing', async () => {
    const instance = given(saga((ctx) => ctx.receive(approve)));
    await instance.start();
    expect(await instance.request({ type: 'resume' })).toEqual({ kind: 'repeat', answers: [] });
    await instance.request({ type: 'pause' });
    expect(await instance.request({ type: 'pause' })).toEqual({ kind: 'repeat', answers: [] });
    expect(instance.turns).toHaveLength(2);
  });

  it('can be started paused work again by whoever has the code', async () => {
    const instance = given(saga((ctx) => ctx.receive(approve)));
    const code = instance.code;
    await instance.start();
    await instance.request({ type: 'pause' });
    await instance.deploy(undefined);
    await instance.signal('approve', 'while away');
    await instance.deploy(code);
    await instance.request({ type: 'resume' });
    expect(instance.output).toBe('while away');
  });

  it('past the pivot: a failure that an operator had retried meanwhile is not told to the body', async () => {
    const once = activity('web.once', { retry: { maxAttempts: 1 } });
    const instance = given(
      saga(async (ctx) => {
        ctx.pivot();
        return ctx.activity(once, 1, { id: 'once' });
      }),
    );
    await instance.start();
    await instance.request({ type: 'pause' });
    await instance.fail('once');
    await instance.operator('retry', { activityId: 'once' });
    await instance.complete('once', 'done');
    await instance.request({ type: 'resume' });
    expect(instance.output).toBe('done');
  });
});
