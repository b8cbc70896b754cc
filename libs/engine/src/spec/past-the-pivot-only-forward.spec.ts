import { expect, it } from '@jest/globals';
import { SagaFailure } from '../index.js';
import { activity, aNumber, approve, hours, saga, seconds, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const book = undoable('hotel.book');
const ship = activity('shipping.ship', { retry: { maxAttempts: 2, initialInterval: '1s' } });

specify('past the pivot', (given) => {
  const code = saga(async (ctx) => {
    await ctx.activity(book, 1, { id: 'book' });
    ctx.pivot();
    return ctx.activity(ship, 1, { id: 'ship' });
  });
  const exhausted = async () => {
    const instance = given(code);
    await instance.start();
    await instance.complete('book');
    await instance.fail('ship');
    await instance.pass(seconds(1));
    await instance.fail('ship');
    return instance;
  };

  it('U8 an exhausted activity waits for an operator, and nothing is undone', async () => {
    const instance = await exhausted();
    expect(instance.status).toBe('forward-failed');
    expect(instance.commands(undefined, 'compensate')).toEqual([]);
    expect(instance.waitingFor).toEqual([
      { kind: 'operator', id: 'ship', since: '2026-11-22T10:00:01.000Z', detail: 'execute: Broken happened' },
    ]);
  });

  it('what was paused meanwhile and is resumed waits on for its operator', async () => {
    const instance = given(
      saga((ctx) => {
        ctx.pivot();
        throw new SagaFailure('Enough');
      }),
    );
    await instance.start();
    await instance.request({ type: 'pause' });
    await instance.request({ type: 'resume' });
    expect(instance.status).toBe('forward-failed');
    expect(instance.waitingFor).toMatchObject([{ kind: 'operator', id: 'saga' }]);
  });

  it('an operator retries it, with a new count of attempts', async () => {
    const instance = await exhausted();
    await instance.operator('retry', { activityId: 'ship', reason: 'the carrier is back', actor: 'ana' });
    expect(instance.status).toBe('running');
    expect(instance.commands('ship').map((c) => [c.attempt, c.idempotencyKey])).toEqual([
      [1, 'w-1:ship:execute'],
      [2, 'w-1:ship:execute'],
      [3, 'w-1:ship:execute'],
    ]);
    await instance.fail('ship');
    expect(instance.status).toBe('running');
    await instance.pass(seconds(1));
    await instance.fail('ship');
    expect(instance.status).toBe('forward-failed');
    await instance.operator('retry', { activityId: 'ship' });
    await instance.complete('ship', 'sent');
    expect(instance.output).toBe('sent');
  });

  it('an operator resolves it with an output', async () => {
    const instance = await exhausted();
    await instance.operator('resolve', { activityId: 'ship', output: 'by hand', actor: 'ana', requestId: 'r-9' });
    expect(instance.storyFrom('OperatorActed')).toEqual([
      'OperatorActed ship',
      'ActivityCompleted ship',
      'SagaCompleted',
    ]);
    expect(instance.eventsOf('OperatorActed')[0]).toMatchObject({ verb: 'resolve', actor: 'ana', output: 'by hand' });
    expect(instance.output).toBe('by hand');
    expect(instance.replies).toEqual([expect.objectContaining({ type: 'accepted', requestId: 'r-9' })]);
  });

  it('a late completion settles it as well', async () => {
    const instance = await exhausted();
    await instance.complete('ship', 'it had arrived', { attempt: 1 });
    expect(instance.output).toBe('it had arrived');
  });

  it('an output that does not fit is refused', async () => {
    const strict = activity('shipping.weigh', { retry: { maxAttempts: 1 } });
    const instance = given(
      saga(async (ctx) => {
        ctx.pivot();
        return ctx.activity({ ...strict, output: aNumber }, 1, { id: 'weigh' });
      }),
    );
    await instance.start();
    await instance.fail('weigh');
    expect(await instance.operator('resolve', { activityId: 'weigh', output: 'heavy' })).toMatchObject({
      kind: 'refused',
      code: 'INVALID_INPUT',
      path: '/output',
    });
    expect(await instance.operator('resolve', { activityId: 'weigh', output: 'x'.repeat(262_143) })).toMatchObject({
      kind: 'refused',
      code: 'PAYLOAD_TOO_LARGE',
    });
    // A late completion with the wrong output changes nothing either.
    expect(await instance.complete('weigh', 'heavy')).toEqual({ kind: 'repeat', answers: [] });
    await instance.operator('resolve', { activityId: 'weigh', output: 7 });
    expect(instance.output).toBe(7);
  });

  it('the saga timeout is recorded and changes nothing', async () => {
    const instance = given({ ...code, options: { timeout: '1h' } });
    await instance.start();
    await instance.complete('book');
    await instance.pass(hours(2));
    expect(instance.eventsOf('SagaTimedOut')).toHaveLength(1);
    expect(instance.status).toBe('running');
    await instance.complete('ship', 'sent');
    expect(instance.status).toBe('completed');
  });

  it('a deadline, or a back-off that ends, are timers as before', async () => {
    const instance = given(code);
    await instance.start();
    await instance.complete('book');
    await instance.pass(hours(25));
    expect(instance.status).toBe('forward-failed');
    expect(instance.eventsOf('ActivityTimedOut')[0]).toMatchObject({ kind: 'scheduleToClose' });
  });

  it('refuses what makes no sense, and says why', async () => {
    const instance = await exhausted();
    const refused = (type: 'retry' | 'skip' | 'resolve', request: object) =>
      instance.operator(type, request).then((told) => (told.kind === 'refused' ? [told.code, told.path] : told.kind));
    expect(await refused('skip', { activityId: 'ship', reason: 'x' })).toEqual(['INVALID_INPUT', '/type']);
    expect(await refused('retry', { activityId: 'book' })).toEqual(['INVALID_INPUT', '/activityId']);
    expect(await refused('retry', { activityId: 'nobody' })).toEqual(['INVALID_INPUT', '/activityId']);
    expect(await refused('retry', { activityId: 'ship', run: 4 })).toEqual(['INVALID_INPUT', '/run']);
    expect(await refused('retry', { activityId: 'book', operation: 'compensate' })).toEqual([
      'INVALID_INPUT',
      '/activityId',
    ]);
    expect(await refused('retry', {})).toEqual(['INVALID_INPUT', '/activityId']);
    await instance.operator('resolve', { activityId: 'ship' });
    expect(await refused('retry', { activityId: 'ship' })).toEqual(['CLOSED', undefined]);
  });
});

specify('a body that throws past the pivot', (given) => {
  const code = saga(async (ctx) => {
    ctx.pivot();
    const payload = await ctx.receive(approve);
    if (payload === 'bad') throw new SagaFailure('Unexpected', 'nobody thought of this');
    await ctx.timer('1s');
    return payload;
  });
  const failed = async () => {
    const instance = given(code);
    await instance.start();
    await instance.signal('approve', 'bad');
    return instance;
  };

  it('waits for an operator', async () => {
    const instance = await failed();
    expect(instance.status).toBe('forward-failed');
    expect(instance.storyFrom('SignalReceived')).toEqual(['SignalReceived', 'SagaForwardFailed']);
    await instance.pass(seconds(1));
    await instance.signal('approve', 'still taken in');
    expect(instance.waitingFor).toEqual([
      { kind: 'operator', id: 'saga', since: '2026-11-22T10:00:00.000Z', detail: 'nobody thought of this' },
    ]);
  });

  it('tries its end again when an operator says so, and fails again under the same code', async () => {
    const instance = await failed();
    await instance.operator('retry', { reason: 'try again' });
    expect(instance.status).toBe('forward-failed');
    expect(instance.storyFrom('OperatorActed')).toEqual(['OperatorActed', 'SagaForwardFailed']);
  });

  it('goes on under fixed code, with what came meanwhile', async () => {
    const instance = await failed();
    await instance.signal('approve', 'more');
    const fixed = saga(async (ctx) => {
      ctx.pivot();
      await ctx.receive(approve);
      await ctx.timer('1s');
      return ctx.receive(approve);
    });
    await instance.deploy(fixed);
    expect(instance.status).toBe('forward-failed');
    await instance.operator('retry', {});
    expect(instance.status).toBe('running');
    await instance.pass(seconds(1));
    expect(instance.output).toBe('more');
  });

  it('can be resolved with an output that fits', async () => {
    const strict = { ...code, contract: { ...code.contract, output: aNumber } };
    const instance = given(strict);
    await instance.start();
    await instance.signal('approve', 'bad');
    expect(await instance.operator('skip', { reason: 'x' })).toMatchObject({ kind: 'refused', path: '/type' });
    expect(await instance.operator('resolve', { output: 'x' })).toMatchObject({ kind: 'refused', path: '/output/n/0' });
    await instance.operator('resolve', { output: 3 });
    expect(instance.status).toBe('completed');
    expect(instance.output).toBe(3);
  });

  it('can be resolved also where its code is not', async () => {
    const instance = await failed();
    await instance.deploy(undefined);
    await instance.operator('resolve', {});
    expect(instance.output).toBeNull();
  });

  it('can be paused, retried and resumed in this order', async () => {
    const instance = await failed();
    await instance.request({ type: 'pause' });
    await instance.operator('retry', {});
    await instance.signal('approve', 'more');
    await instance.request({ type: 'resume' });
    expect(instance.status).toBe('forward-failed');
  });
});
