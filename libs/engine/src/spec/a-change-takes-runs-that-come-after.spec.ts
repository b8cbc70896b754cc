import { expect, it } from '@jest/globals';
import type { SagaContext } from '../index.js';
import { activity, approve, count, saga } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const charge = activity('payments.charge');
const check = activity('payments.check');
const ship = activity('shipping.ship');

const before = saga(async (ctx) => {
  await ctx.activity(charge, 1, { id: 'charge' });
  await ctx.receive(approve);
  await ctx.activity(ship, 1, { id: 'ship' });
});
/** The same with a check, for runs that have not charged yet. */
const after = saga(async (ctx) => {
  if (ctx.patched('check-first')) await ctx.activity(check, 1, { id: 'check' });
  await ctx.activity(charge, 1, { id: 'charge' });
  await ctx.receive(approve);
  await ctx.activity(ship, 1, { id: 'ship' });
});

specify('ctx.patched', (given) => {
  it('I3 is false for a run that had passed the place, which goes on as it was, without an event', async () => {
    const instance = given(before);
    await instance.start();
    await instance.complete('charge');
    await instance.deploy(after);
    await instance.signal('approve');
    await instance.complete('ship');
    expect(instance.status).toBe('completed');
    expect(instance.story).not.toContain('ActivityScheduled check');
    expect(instance.eventsOf('VersionMarked')).toEqual([]);
  });

  it('I3 is true for a run that comes there afterwards, and stands in its history', async () => {
    const instance = given(after);
    await instance.start();
    expect(instance.story).toEqual(['SagaStarted', 'VersionMarked', 'ActivityScheduled check']);
    for (const id of ['check', 'charge']) await instance.complete(id);
    await instance.signal('approve');
    await instance.complete('ship');
    expect(instance.status).toBe('completed');
    expect(instance.eventsOf('VersionMarked')).toEqual([{ index: 1, type: 'VersionMarked', changeId: 'check-first' }]);
  });

  it('I3 is false for a run that waits past the place although nothing followed it yet', async () => {
    const waiting = (step: (ctx: SagaContext) => Promise<unknown>) =>
      saga(async (ctx) => {
        await step(ctx);
        await ctx.receive(approve);
      });
    const instance = given(waiting(async () => undefined));
    await instance.start();
    await instance.deploy(
      waiting(async (ctx) => (ctx.patched('tell') ? ctx.activity(check, 1, { id: 'check' }) : undefined)),
    );
    await instance.signal('approve');
    expect(instance.status).toBe('completed');
    expect(instance.story).not.toContain('ActivityScheduled check');
  });

  it('I3 is true for a run that started before the change and had not come there', async () => {
    const instance = given(before);
    await instance.start();
    await instance.complete('charge');
    await instance.deploy(
      saga(async (ctx) => {
        await ctx.activity(charge, 1, { id: 'charge' });
        await ctx.receive(approve);
        if (ctx.patched('check-late')) await ctx.activity(check, 1, { id: 'check' });
        await ctx.activity(ship, 1, { id: 'ship' });
      }),
    );
    await instance.signal('approve');
    await instance.crash();
    await instance.complete('check');
    await instance.complete('ship');
    expect(instance.status).toBe('completed');
    expect(instance.eventsOf('VersionMarked')).toHaveLength(1);
  });

  it('I3 gives one answer for one change id in the whole run', async () => {
    const loop = (patched: (ctx: SagaContext) => boolean) =>
      saga(async (ctx) => {
        const answers: boolean[] = [];
        for (let i = 0; i < 3; i += 1) {
          answers.push(patched(ctx));
          await ctx.receive(count);
        }
        return answers;
      });
    const patched = loop((ctx) => ctx.patched('loop'));
    const old = given(loop(() => false));
    await old.start();
    await old.signal('count', 1);
    await old.deploy(patched);
    await old.signal('count', 2);
    await old.signal('count', 3);
    expect(old.output).toEqual([false, false, false]);
    const young = given(patched);
    await young.start();
    for (let i = 0; i < 3; i += 1) await young.signal('count', i);
    expect(young.output).toEqual([true, true, true]);
    expect(young.eventsOf('VersionMarked')).toHaveLength(1);
  });

  it('I3 the call may be removed once no run is open that it was false for', async () => {
    const instance = given(after);
    await instance.start();
    await instance.complete('check');
    await instance.deploy(
      saga(async (ctx) => {
        await ctx.activity(check, 1, { id: 'check' });
        await ctx.activity(charge, 1, { id: 'charge' });
      }),
    );
    await instance.complete('charge');
    expect(instance.status).toBe('completed');
  });

  it('I3 removed too early it parks the run that took the old way, and the code with it goes on', async () => {
    const instance = given(before);
    await instance.start();
    await instance.deploy(
      saga(async (ctx) => {
        await ctx.activity(check, 1, { id: 'check' });
        await ctx.activity(charge, 1, { id: 'charge' });
      }),
    );
    await instance.complete('charge');
    expect(instance.eventsOf('SagaParked')[0]).toMatchObject({ code: 'NONDETERMINISM' });
    await instance.deploy(after);
    await instance.tell({ kind: 'revive' });
    await instance.signal('approve');
    await instance.complete('ship');
    expect(instance.status).toBe('completed');
  });

  it('a turn that is full keeps the answer for the rest of what was decided', async () => {
    const wide = activity('web.call');
    const instance = given(
      saga(async (ctx) => {
        for (let i = 0; i < 1_200; i += 1) void ctx.activity(wide, i);
        if (ctx.patched('wide')) await ctx.activity(check, 1, { id: 'check' });
      }),
      { checks: 'when asked' },
    );
    await instance.start();
    expect(instance.turns).toHaveLength(2);
    await instance.crash();
    await instance.complete('check');
    expect(instance.status).toBe('completed');
    await instance.checkReplay();
  }, 60_000);

  it.each([
    ['no name', (ctx: SagaContext) => ctx.patched('a b'), 'change id "a b": use 1 to 128 letters'],
    [
      'one of too many',
      (ctx: SagaContext) => Array.from({ length: 101 }, (_, i) => ctx.patched(`c${i}`)),
      'ctx.patched: over 100 change ids in one run',
    ],
  ])('a change id that is %s parks', async (_, run, message) => {
    const instance = given(saga(async (ctx) => run(ctx)));
    await instance.start();
    expect(instance.eventsOf('SagaParked')[0]).toMatchObject({ message: expect.stringContaining(message) });
    expect(instance.eventsOf('VersionMarked')).toEqual([]);
  });
});

specify('ctx.historyLength', (given) => {
  it('counts the events of the run so far, the same on every replay', async () => {
    const code = saga(async (ctx) => {
      const seen = [ctx.historyLength];
      ctx.patched('x');
      ctx.view(1);
      await ctx.activity(charge, 1, { id: 'charge', retry: { maxAttempts: 1 } }).catch(() => undefined);
      seen.push(ctx.historyLength);
      await ctx.receive(approve);
      seen.push(ctx.historyLength);
      await ctx.receive(approve);
      return [...seen, ctx.historyLength];
    });
    const instance = given(code);
    await instance.start();
    await instance.fail('charge');
    await instance.request({ type: 'pause' });
    await instance.signal('approve');
    await instance.signal('approve');
    await instance.request({ type: 'resume' });
    expect(instance.story.indexOf('ActivityFailed charge')).toBe(5);
    expect(instance.story.indexOf('SagaResumed')).toBe(9);
    expect(instance.output).toEqual([1, 6, 10, 10]);
  });
});
