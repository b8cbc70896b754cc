import { expect, it } from '@jest/globals';
import type { SagaDefinition } from '../index.js';
import { activity, approve, placed, saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const book = undoable('hotel.book');
const call = activity('web.call');

specify('nondeterminism', (given) => {
  const old = saga(async (ctx) => {
    await ctx.activity(book, 1);
    await ctx.activity(call, 2);
  });
  /** An instance whose history has three events, met by other code. */
  const met = async (code: SagaDefinition, before = old) => {
    const instance = given(before);
    await instance.start();
    await instance.complete(`${instance.commands()[0]?.activityId}`);
    await instance.deploy(code);
    await instance.complete(`${instance.commands().at(-1)?.activityId}`);
    return instance;
  };

  it.each<[string, SagaDefinition, string]>([
    ['another activity', saga((ctx) => ctx.activity(call, 1)), 'ActivityScheduled web.call#1 (web.call)'],
    ['another id', saga((ctx) => ctx.activity(book, 1, { id: 'mine' })), 'ActivityScheduled mine (hotel.book)'],
    ['a timer', saga((ctx) => ctx.timer('1s')), 'TimerStarted timer#1'],
    ['an effect', saga((ctx) => ctx.effect('look', () => 1)), 'EffectScheduled look'],
    [
      'a pivot',
      saga(async (ctx) => {
        ctx.pivot();
        await ctx.activity(book, 1);
      }),
      'PivotPassed',
    ],
    [
      'a domain event',
      saga(async (ctx) => {
        ctx.emit(placed, 1);
        await ctx.activity(book, 1);
      }),
      'DomainEventEmitted orders.placed',
    ],
    ['an end', saga(() => Promise.resolve(1)), 'the end of the saga (returned)'],
    ['an error', saga(() => Promise.reject(new Error('early'))), 'the end of the saga (threw early)'],
    ['an odd error', saga(() => Promise.reject(Object.create(null) as Error)), 'the end of the saga (threw {})'],
    ['nothing', saga((ctx) => ctx.receive(approve)), 'nothing'],
  ])('names event, expected and got: %s instead of an activity', async (_, code, got) => {
    const instance = await met(code);
    expect(instance.status).toBe('parked');
    expect(instance.eventsOf('SagaParked')[0]).toMatchObject({
      code: 'NONDETERMINISM',
      message: `event 1: expected ActivityScheduled hotel.book#1 (hotel.book), got ${got}`,
      detail: { eventIndex: 1, expected: 'ActivityScheduled hotel.book#1 (hotel.book)', got },
    });
    expect(instance.commands(undefined, 'compensate')).toEqual([]);
  });

  it('[nondeterminism] names the line of code', async () => {
    const instance = await met(saga((ctx) => ctx.timer('1s')));
    expect(instance.eventsOf('SagaParked')[0]!.detail).toMatchObject({
      at: expect.stringContaining('nondeterminism-parks-with-the-line.spec'),
    });
  });

  it.each<[string, SagaDefinition, SagaDefinition, string]>([
    [
      'a timer that the code no longer starts',
      saga(async (ctx) => {
        await ctx.activity(call, 1);
        await ctx.timer('1h');
      }),
      saga(async (ctx) => {
        await ctx.activity(call, 1);
        await ctx.receive(approve);
      }),
      'event 3: expected TimerStarted timer#1, got nothing',
    ],
    [
      'an effect by another name',
      saga(async (ctx) => {
        await ctx.activity(call, 1);
        await ctx.effect('look', () => 1);
      }),
      saga(async (ctx) => {
        await ctx.activity(call, 1);
        await ctx.effect('peek', () => 1);
      }),
      'event 3: expected EffectScheduled look, got EffectScheduled peek',
    ],
    [
      'a domain event that is gone',
      saga(async (ctx) => {
        await ctx.activity(call, 1);
        ctx.emit(placed, 1);
        await ctx.timer('1h');
      }),
      saga(async (ctx) => {
        await ctx.activity(call, 1);
        await ctx.timer('1h');
      }),
      'event 3: expected DomainEventEmitted orders.placed, got TimerStarted timer#1',
    ],
    [
      'a pivot that is gone',
      saga(async (ctx) => {
        await ctx.activity(call, 1);
        ctx.pivot();
        await ctx.timer('1h');
      }),
      saga(async (ctx) => {
        await ctx.activity(call, 1);
        await ctx.timer('1h');
      }),
      'event 3: expected PivotPassed, got TimerStarted timer#1',
    ],
  ])('%s', async (_, before, after, message) => {
    const instance = await met(after, before);
    await instance.signal('approve');
    expect(instance.eventsOf('SagaParked')[0]).toMatchObject({ message });
  });

  it.each<[string, (i: ReturnType<typeof given>) => Promise<unknown>, string]>([
    ['a signal', (i) => i.signal('approve'), 'SignalReceived approve'],
    [
      'a cancel',
      (i) =>
        i
          .request({ type: 'pause' })
          .then(() => i.cancel())
          .then(() => i.request({ type: 'resume' })),
      'TimerCanceled timer#1',
    ],
    ['a fired timer', (i) => i.pass(1_000), 'TimerFired timer#1'],
    ['a failed activity', (i) => i.fail('web.call#1', 'No', { retryable: false }), 'ActivityFailed web.call#1'],
    ['a recorded effect', (i) => i.runEffects(), 'EffectRecorded look'],
  ])('code that asks for more before %s than it did', async (_, happens, expected) => {
    const before = saga((ctx) =>
      Promise.race([
        ctx.timer('1s').then(() => ctx.receive(approve)),
        ctx.activity(call, 1),
        ctx.receive(approve).then(() => ctx.receive(approve)),
        ctx.effect('look', () => 1).then(() => ctx.receive(approve)),
      ]).catch(() => ctx.receive(approve)),
    );
    const after = saga((ctx) => {
      void ctx.timer('1s');
      void ctx.activity(call, 1);
      void ctx.effect('look', () => 1);
      ctx.pivot();
      return ctx.receive(approve);
    });
    const instance = given(before);
    await instance.start();
    await happens(instance);
    await instance.deploy(after);
    await instance.signal('approve');
    await instance.signal('approve');
    expect(instance.eventsOf('SagaParked')[0]!.message).toMatch(`expected ${expected}, got PivotPassed`);
  });

  it('[nondeterminism] goes on under code that replays, with what came meanwhile', async () => {
    const instance = await met(saga((ctx) => ctx.timer('1s')));
    expect(instance.live.canRevive).toBe(false);
    await instance.request({ type: 'resume' });
    expect(instance.status).toBe('parked');
    await instance.deploy(old);
    expect(instance.live.canRevive).toBe(true);
    await instance.tell({ kind: 'revive' });
    expect(instance.status).toBe('completed');
  });

  it('a revival of what is not parked, or of nothing, is nothing', async () => {
    const instance = given(old);
    await instance.start();
    expect(await instance.one({ kind: 'revive' })).toEqual({ kind: 'repeat', answers: [] });
  });

  it('A12 one activity id for two calls is refused at the call', async () => {
    const instance = given(
      saga(async (ctx) => {
        await Promise.all([ctx.activity(call, 1, { id: 'same' }), ctx.activity(book, 2, { id: 'same' })]);
      }),
    );
    await instance.start();
    expect(instance.eventsOf('SagaParked')[0]).toMatchObject({
      code: 'NONDETERMINISM',
      message: 'activity id same is used twice in one run: give each call its own id',
    });
    expect(instance.sent).toEqual([]);
  });

  it('code that swallows a bug is parked all the same', async () => {
    const instance = given(
      saga(async (ctx) => {
        try {
          void ctx.activity(call, 1, { id: 'same' });
          return await ctx.activity(call, 1, { id: 'same' });
        } catch {
          return 'nothing happened';
        }
      }),
    );
    await instance.start();
    expect(instance.status).toBe('parked');
  });
});
