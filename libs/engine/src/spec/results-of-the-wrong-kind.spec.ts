import { expect, it } from '@jest/globals';
import type { Disposition } from '../index.js';
import { activity, approve, hotel, saga, seconds } from './contracts.for-spec.js';
import type { InstanceUnderTest } from './instance-under-test.for-spec.js';
import { specify } from './specify.for-spec.js';

const call = activity('web.call');

specify('a result of the wrong kind', (given) => {
  const code = saga((ctx) =>
    Promise.all([
      ctx.activity(call, 1, { id: 'call' }),
      ctx.child(hotel, { input: 1, id: 'child' }),
      ctx.effect('effect', () => 7),
      ctx.timer('1s').then(() => 'fired'),
      ctx.receive(approve),
    ]),
  );
  const asChild = { child: { workflowId: 'w-1:0:hotel#1', run: 0 }, attempt: 1 };
  const unknown = { kind: 'dead', reason: 'UNKNOWN_ACTIVITY' };

  it.each<[string, (instance: InstanceUnderTest) => Promise<Disposition>]>([
    ['an activity completes', (instance) => instance.complete('timer#1', 1, { attempt: 1 })],
    ['an activity fails', (instance) => instance.fail('timer#1', 'Broken', { attempt: 1 })],
    ['an activity heartbeats', (instance) => instance.result('heartbeat', 'timer#1', { attempt: 1 })],
    ['a child completes', (instance) => instance.child('child-completed', 'timer#1', asChild)],
    ['a child fails', (instance) => instance.child('child-failed', 'timer#1', asChild)],
  ])('A5 under the id of a pending timer (%s) is told as unknown, and the timer fires in time', async (_, tell) => {
    const instance = given(code);
    await instance.start();
    const { length } = instance.turns;
    expect(await tell(instance)).toMatchObject(unknown);
    expect(instance.turns).toHaveLength(length);
    await instance.pass(seconds(1));
    expect(instance.eventsOf('TimerFired')).toHaveLength(1);
  });

  it('A5 under the id of an activity, a child, an effect or a signal is told as unknown, and all of them go on', async () => {
    const instance = given(code);
    await instance.start();
    const { length } = instance.turns;
    expect(await instance.child('child-completed', 'call', asChild)).toMatchObject(unknown);
    for (const id of ['child', 'effect', 'approve']) {
      expect(await instance.complete(id, 1, { attempt: 1 })).toMatchObject(unknown);
      expect(await instance.fail(id, 'Broken', { attempt: 1 })).toMatchObject(unknown);
    }
    for (const id of ['effect', 'approve']) {
      expect(await instance.child('child-failed', id, asChild)).toMatchObject(unknown);
    }
    expect(instance.turns).toHaveLength(length);
    await instance.complete('call', 'called');
    await instance.child('child-completed', 'child', { output: 'a room' });
    await instance.runEffects();
    await instance.pass(seconds(1));
    await instance.signal('approve', 'yes');
    expect(instance.output).toEqual(['called', 'a room', 7, 'fired', 'yes']);
  });

  it('A5 an effect cannot be recorded under the id of anything else', async () => {
    const instance = given(code);
    await instance.start();
    const { length } = instance.turns;
    for (const effectId of ['timer#1', 'call', 'child', 'approve']) {
      expect(await instance.one({ kind: 'effect', run: 0, effectId, outcome: { value: 1 } })).toMatchObject({
        kind: 'repeat',
      });
    }
    expect(instance.turns).toHaveLength(length);
    expect(instance.openEffects).toEqual(['effect']);
  });
});
