import { expect, it } from '@jest/globals';
import type { ChildFailedResult } from '@skald/contracts';
import { ChildFailure } from '../index.js';
import { activity, anything, approve, hotel, saga } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

specify('a child', (given) => {
  it('is started with the turn, under an id that replay repeats', async () => {
    const instance = given(
      saga(async (ctx) => {
        const first = await ctx.child(hotel, { input: 1, timeout: '1h', version: 3, attributes: { city: 'Jena' } });
        return [first, await ctx.child(hotel, { input: 2, workflowId: 'mine', id: 'other' })];
      }),
    );
    await instance.start();
    expect(instance.requests).toEqual([
      {
        type: 'start',
        namespace: 'default',
        workflowId: 'w-1:0:hotel#1',
        saga: 'hotel',
        version: 3,
        input: 1,
        timeoutMs: 3_600_000,
        attributes: { city: 'Jena' },
        parent: { workflowId: 'w-1', run: 0, childId: 'hotel#1', attempt: 1 },
      },
    ]);
    expect(instance.waitingFor).toMatchObject([{ kind: 'child', id: 'hotel#1', detail: 'hotel w-1:0:hotel#1' }]);
    await instance.child('child-completed', 'hotel#1', { output: 'room 1' });
    expect(instance.requests[1]).toMatchObject({ workflowId: 'mine', input: 2, parent: { childId: 'other' } });
    await instance.child('child-completed', 'other', { output: 'room 2' });
    expect(instance.output).toEqual(['room 1', 'room 2']);
  });

  it('E7 ids by default differ between calls, runs and what has the same name', async () => {
    const call = activity('hotel');
    const instance = given(
      saga(async (ctx) =>
        Promise.all([ctx.activity(call, 1), ctx.child(hotel, { input: 1 }), ctx.child(hotel, { input: 2 })]),
      ),
    );
    await instance.start();
    await instance.request({ type: 'terminate' });
    await instance.start(null, { onExisting: 'restart-if-closed' });
    const ids = instance.requests.flatMap((request) => (request.type === 'start' ? [request.workflowId] : []));
    expect(ids).toEqual(['w-1:0:hotel#2', 'w-1:0:hotel#3', 'w-1:1:hotel#2', 'w-1:1:hotel#3']);
    expect(instance.commands()[0]).toMatchObject({ activityId: 'hotel#1' });
  });

  it.each<[string, Pick<ChildFailedResult, 'status' | 'error' | 'cause'> & Partial<ChildFailedResult>]>([
    ['its own failure', { status: 'failed', cause: 'failure', error: { type: 'Full', message: 'no room' } }],
    ['its time-out', { status: 'compensated', cause: 'timeout', error: { type: 'skald.Timeout', message: 'late' } }],
    ['a cancel', { status: 'canceled', cause: 'cancel', error: { type: 'Canceled', message: 'enough' } }],
    ['termination', { status: 'terminated', error: { type: 'skald.Terminated', message: 'stop' }, effect: 'unknown' }],
    ['a start that was refused', { status: 'rejected', error: { type: 'UNKNOWN_SAGA', message: 'no such saga' } }],
  ])('E3 its failure says that the reason was %s', async (_, fields) => {
    const instance = given(
      saga(async (ctx) => {
        try {
          return await ctx.child(hotel, { input: 1 });
        } catch (error) {
          if (!(error instanceof ChildFailure)) throw error;
          const { saga: name, workflowId, childId, status, reason = null, outcome, failure, type } = error;
          return { name, workflowId, childId, status, reason, outcome, failure, type };
        }
      }),
    );
    await instance.start();
    await instance.child('child-failed', 'hotel#1', fields);
    expect(instance.output).toEqual({
      name: 'hotel',
      workflowId: 'w-1:0:hotel#1',
      childId: 'hotel#1',
      status: fields.status,
      reason: fields.cause ?? null,
      outcome: fields.effect ?? 'none',
      failure: fields.error,
      type: fields.error.type,
    });
  });

  it('that fails and is not caught fails its parent', async () => {
    const instance = given(saga(async (ctx) => ctx.child(hotel, { input: 1 })));
    await instance.start();
    await instance.child('child-failed', 'hotel#1');
    expect(instance.eventsOf('SagaFailed')).toMatchObject([
      { cause: 'failure', error: { type: 'Full', message: 'no room', activityId: 'hotel#1' } },
    ]);
  });

  it('counts once, and what was forged or meant for another goes to the dead letters', async () => {
    const instance = given(saga(async (ctx) => [await ctx.child(hotel, { input: 1 }), await ctx.timer('1h')]));
    const absent = given(undefined as never);
    expect(await absent.child('child-completed', 'hotel#1')).toMatchObject({
      kind: 'dead',
      reason: 'UNKNOWN_INSTANCE',
    });
    await instance.start();
    const forged: readonly [string, object, string][] = [
      ['hotel#1', { run: 1 }, 'UNKNOWN_RUN'],
      ['hotel#2', {}, 'UNKNOWN_ACTIVITY'],
      ['hotel#1', { child: { workflowId: 'another', run: 0 } }, 'UNKNOWN_ACTIVITY'],
      ['hotel#1', { operation: 'compensate', child: { workflowId: 'w-1:0:hotel#1', run: 0 } }, 'WRONG_OPERATION'],
      ['hotel#1', { attempt: 2 }, 'UNKNOWN_ATTEMPT'],
    ];
    const { length } = instance.events;
    for (const [childId, fields, reason] of forged) {
      for (const type of ['child-completed', 'child-failed'] as const) {
        expect(await instance.child(type, childId, fields)).toMatchObject({ kind: 'dead', reason });
      }
    }
    expect(await instance.complete('hotel#1')).toMatchObject({ kind: 'dead', reason: 'UNKNOWN_ACTIVITY' });
    expect(instance.events).toHaveLength(length);
    await instance.child('child-completed', 'hotel#1');
    for (const type of ['child-completed', 'child-failed'] as const) {
      expect(await instance.child(type, 'hotel#1')).toEqual({ kind: 'repeat', answers: [] });
    }
    await instance.request({ type: 'terminate' });
    await instance.start(null, { onExisting: 'restart-if-closed' });
    const late = { run: 0, child: { workflowId: 'w-1:0:hotel#1', run: 0 } };
    expect(await instance.child('child-completed', 'hotel#9', late)).toEqual({ kind: 'repeat', answers: [] });
  });

  it('that lost its race goes on, and is heard of', async () => {
    const instance = given(
      saga(async (ctx) => {
        const child = ctx.child(hotel, { input: 1 });
        const first = await ctx.race({ child, expired: ctx.timer('1h') });
        return [first.winner, await child];
      }),
    );
    await instance.start();
    await instance.pass(3_600_000);
    expect(instance.requests).toHaveLength(1);
    expect(instance.status).toBe('running');
    await instance.child('child-completed', 'hotel#1', { output: 'late' });
    expect(instance.output).toEqual(['expired', 'late']);
  });

  it('whose input does not fit is a bug of its parent, named at the call', async () => {
    const instance = given(saga(async (ctx) => ctx.child(hotel, { input: 'one' as never })));
    await instance.start();
    expect(instance.status).toBe('parked');
    expect(instance.eventsOf('SagaParked')).toMatchObject([
      { code: 'INVALID_INPUT', message: 'saga hotel: /n/0 is not a number' },
    ]);
    expect(instance.requests).toEqual([]);
  });

  it('whose input is too large fails and is never started', async () => {
    const large = {
      ...hotel,
      input: { '~standard': { ...hotel.input['~standard'], validate: (value: unknown) => ({ value }) } },
    };
    const instance = given(
      saga(async (ctx) =>
        ctx.child(large as never, { input: 'x'.repeat(300_000) }).catch((error: ChildFailure) => error.type),
      ),
    );
    await instance.start();
    expect(instance.output).toBe('PAYLOAD_TOO_LARGE');
    expect(instance.requests).toEqual([]);
  });

  it('that passed its pivot acts as the pivot of its parent', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.child(hotel, { input: 1 });
        throw new Error('too late');
      }),
    );
    await instance.start();
    await instance.child('child-completed', 'hotel#1', { pivot: true });
    expect(instance.status).toBe('forward-failed');
  });

  it('after the pivot of its parent that fails waits for an operator, who tries again or says what it gave', async () => {
    const instance = given(
      saga(async (ctx) => {
        ctx.pivot();
        return [await ctx.child(hotel, { input: 1 }), await ctx.child(hotel, { input: 2 })];
      }),
    );
    await instance.start();
    await instance.child('child-failed', 'hotel#1');
    expect(instance.status).toBe('forward-failed');
    await instance.operator('retry', { activityId: 'hotel#1' });
    expect(instance.requestsTo('hotel#1', 'start').at(-1)).toMatchObject({ input: 1, parent: { attempt: 2 } });
    await instance.child('child-completed', 'hotel#1', { output: 'again' });
    await instance.child('child-failed', 'hotel#2');
    await instance.operator('resolve', { activityId: 'hotel#2', output: 'by hand' });
    expect(instance.output).toEqual(['again', 'by hand']);
  });
});

specify('a detached saga', (given) => {
  it('whose input is too large parks the instance: nobody would be told', async () => {
    const instance = given(
      saga((ctx) => {
        ctx.detach({ ...hotel, input: anything() }, { input: 'x'.repeat(300_000) });
        return ctx.receive(approve);
      }),
    );
    await instance.start();
    expect(instance.eventsOf('SagaParked')).toMatchObject([
      { code: 'INVALID_INPUT', message: expect.stringContaining('saga hotel: the input is over') },
    ]);
    expect(instance.sent).toEqual([]);
  });

  it('is started and forgotten', async () => {
    const instance = given(
      saga(async (ctx) => [
        ctx.detach(hotel, { input: 1 }),
        ctx.detach(hotel, { input: 2, workflowId: 'mine', version: 2 }),
      ]),
    );
    await instance.start();
    const start = { type: 'start', namespace: 'default', saga: 'hotel' };
    expect(instance.requests).toEqual([
      { ...start, workflowId: 'w-1:0:hotel#1', input: 1 },
      { ...start, workflowId: 'mine', input: 2, version: 2 },
    ]);
    expect(instance.output).toEqual(['w-1:0:hotel#1', 'mine']);
    expect(instance.story).toEqual(['SagaStarted', 'DetachedStarted', 'DetachedStarted', 'SagaCompleted']);
  });
});
