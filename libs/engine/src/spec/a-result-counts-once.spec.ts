import { expect, it } from '@jest/globals';
import { activity, approve, saga, seconds, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const call = activity('web.call', { retry: { maxAttempts: 3, initialInterval: '1s' } });
const repeat = { kind: 'repeat', answers: [] };

specify('a result', (given) => {
  const code = saga(async (ctx) => {
    await ctx.activity(call, 1, { id: 'call' });
    await ctx.receive(approve);
  });

  it('L3 repeated, or late, changes nothing', async () => {
    const instance = given(code);
    await instance.start();
    await instance.complete('call', 1);
    for (let i = 0; i < 2; i += 1) expect(await instance.complete('call', 2)).toEqual(repeat);
    expect(await instance.fail('call')).toEqual(repeat);
    expect(await instance.result('heartbeat', 'call', { details: 1 })).toEqual(repeat);
    expect(await instance.result('started', 'call')).toEqual(repeat);
    expect(instance.eventsOf('ActivityCompleted')).toHaveLength(1);
    await instance.signal('approve');
    expect(await instance.complete('call', 3)).toEqual(repeat);
  });

  it('of what nobody waits for any more and nobody can undo changes nothing', async () => {
    const instance = given(saga((ctx) => ctx.activity(call, 1, { id: 'call' }).catch(() => ctx.receive(approve))));
    await instance.start();
    await instance.cancel();
    expect(instance.eventsOf('ActivityCanceled')).toHaveLength(1);
    expect(await instance.complete('call', 1)).toEqual(repeat);
    await instance.request({ type: 'terminate' });
    expect(await instance.complete('call', 1)).toEqual(repeat);
  });

  it('of an undo counts once', async () => {
    const instance = given(
      saga(async (ctx) => {
        for (const id of ['a', 'b']) await ctx.activity(undoable('hotel.book'), 1, { id });
        throw new Error('enough');
      }),
    );
    await instance.start();
    for (const id of ['a', 'b']) await instance.complete(id);
    await instance.undo('b');
    expect(await instance.undo('b')).toEqual(repeat);
    expect(instance.eventsOf('ActivityCompleted').filter(({ operation }) => operation === 'compensate')).toHaveLength(
      1,
    );
  });

  it('of a cancelled activity that says by a declared error that nothing happened saves its undo', async () => {
    const book = undoable('hotel.book', { errors: ['NoRoom'] });
    const instance = given(
      saga((ctx) =>
        ctx.activity(book, 1, { id: 'book' }).catch(async (error: unknown) => {
          await ctx.activity(call, 1, { id: 'call' });
          throw error;
        }),
      ),
    );
    await instance.start();
    await instance.cancel();
    await instance.fail('book', 'NoRoom');
    expect(instance.eventsOf('ActivityFailed')).toMatchObject([{ activityId: 'book', outcome: 'none' }]);
    await instance.complete('call');
    expect(instance.commands('book', 'compensate')).toEqual([]);
    expect(instance.status).toBe('canceled');
  });

  it('B9 a failure counts only from the attempt that is out', async () => {
    const instance = given(code);
    await instance.start();
    await instance.fail('call');
    expect(await instance.fail('call')).toEqual(repeat);
    await instance.pass(seconds(1));
    expect(await instance.fail('call', 'Old', { attempt: 1 })).toEqual(repeat);
    expect(await instance.result('heartbeat', 'call', { attempt: 1, details: 9 })).toEqual(repeat);
    await instance.fail('call');
    expect(instance.eventsOf('ActivityAttemptFailed').map((e) => e.attempt)).toEqual([1, 2]);
  });

  it.each([
    ['A6 an activity that was never scheduled', 'ghost', {}, 'UNKNOWN_ACTIVITY'],
    ['A5 an operation that was never scheduled', 'call', { operation: 'compensate' }, 'WRONG_OPERATION'],
    ['an attempt that was never issued', 'call', { attempt: 2 }, 'UNKNOWN_ATTEMPT'],
    ['attempt 0', 'call', { attempt: 0 }, 'UNKNOWN_ATTEMPT'],
    ['a run that was never begun', 'call', { run: 1 }, 'UNKNOWN_RUN'],
  ])('of %s goes to the dead letters, and the instance is unharmed', async (_, id, fields, reason) => {
    const instance = given(code);
    await instance.start();
    expect(await instance.complete(id, 1, { attempt: 1, ...fields })).toMatchObject({ kind: 'dead', reason });
    await instance.complete('call');
    expect(instance.status).toBe('running');
  });

  it('J7 of an instance that is not there goes to the dead letters', async () => {
    const instance = given(code);
    expect(await instance.complete('call', 1, { attempt: 1 })).toMatchObject({
      kind: 'dead',
      reason: 'UNKNOWN_INSTANCE',
    });
  });

  it('J7 of an earlier life of its workflowId, scheduled before this one began, goes to the dead letters', async () => {
    const before = given(code);
    await before.start();
    const { scheduledAt } = before.commands('call')[0]!;

    // The first was removed when its time was over; the second begins at run 0, too.
    const instance = given(code);
    instance.now += seconds(3_600);
    await instance.start();
    const { length } = instance.turns;
    for (const type of ['completed', 'failed', 'heartbeat'] as const) {
      const stale = { scheduledAt, output: 'stale', error: { type: 'Stale', message: 'stale' } };
      expect(await instance.result(type, 'call', stale)).toMatchObject({ kind: 'dead', reason: 'UNKNOWN_ATTEMPT' });
    }
    expect(instance.turns).toHaveLength(length);
    await instance.complete('call', 'fresh', { scheduledAt: instance.commands('call')[0]!.scheduledAt });
    expect(instance.eventsOf('ActivityCompleted')).toMatchObject([{ output: 'fresh' }]);
  });

  it('J7 of an earlier attempt or run of this life counts as ever', async () => {
    const book = undoable('hotel.book', { retry: { maxAttempts: 3, initialInterval: '1s' } });
    const instance = given(
      saga(async (ctx, n: number) => {
        const lost = ctx.activity(book, 1, { id: 'book' });
        await ctx.race({ lost, expired: ctx.timer('5s') });
        return n === 0 ? ctx.continueAsNew(1) : ctx.receive(approve);
      }),
    );
    await instance.start(0);
    const { scheduledAt } = instance.commands('book')[0]!;
    await instance.pass(seconds(5));
    expect(instance.run).toBe(1);
    // It is carried, and may have to be undone: what it gave is still news.
    await instance.complete('book', 'late', { run: 0, attempt: 1, scheduledAt });
    await instance.fail('book');
    await instance.pass(seconds(1));
    await instance.complete('book', 'first', { attempt: 1, scheduledAt: instance.commands('book')[1]!.scheduledAt });
    expect(instance.eventsOf('ActivityCompleted').map(({ output }) => output)).toEqual(['late', 'first']);
  });

  it('an input that was applied before is a repeat, whatever it says', async () => {
    const instance = given(code);
    await instance.start();
    const source = (offset: number) => ({
      stream: 'results' as const,
      topicEpoch: 0,
      offset,
      label: `saga.results-3@${offset}`,
    });
    const [one, two] = [
      { ...instance.asResult('failed', 'call', { error: { type: 'X', message: 'x' } }), source: source(7) },
      { ...instance.asResult('completed', 'call', { output: 1 }), source: source(6) },
    ];
    await instance.tell(one);
    expect(instance.turns.at(-1)).toMatchObject({
      causes: ['saga.results-3@7'],
      applied: { topicEpoch: 0, requests: -1, results: 7 },
    });
    expect(await instance.one(two as never)).toEqual(repeat);
    const request = {
      ...instance.asRequest({ type: 'signal', name: 'approve', payload: 1 }),
      source: { stream: 'requests' as const, topicEpoch: 0, offset: 3, label: 'saga.requests-3@3' },
    };
    await instance.tell(request);
    expect(instance.turns.at(-1)!.applied).toEqual({ topicEpoch: 0, requests: 3, results: 7 });
    expect(await instance.one(request as never)).toEqual(repeat);
    // Offsets of another epoch of the topics say nothing.
    const source1 = { stream: 'requests' as const, topicEpoch: 1, offset: 0, label: 'saga.requests-3@0' };
    await instance.tell({ ...request, source: source1 } as never);
    expect(instance.turns.at(-1)!.applied).toEqual({ topicEpoch: 1, requests: 0, results: -1 });
  });

  it('O1 over the limit fails the activity for good, of unknown effect', async () => {
    const instance = given(saga((ctx) => ctx.activity(undoable('hotel.book'), 1, { id: 'book' })));
    await instance.start();
    await instance.complete('book', 'x'.repeat(262_143));
    expect(instance.eventsOf('ActivityFailed')[0]).toMatchObject({
      outcome: 'unknown',
      error: { type: 'PAYLOAD_TOO_LARGE', message: 'the output of book is over 262144 bytes' },
    });
    expect(instance.commands('book', 'compensate')[0]).toMatchObject({ forward: { outcome: 'unknown' } });
    expect(await instance.complete('book', 'x'.repeat(262_143))).toEqual(repeat);
  });

  it('O1 with an error over the limit is cut to what fits', async () => {
    const instance = given(code);
    await instance.start();
    const error = {
      type: 'T'.repeat(1_000),
      message: 'm'.repeat(300_000),
      details: 'd'.repeat(300_000),
      cause: {
        type: 'C',
        message: 'c',
        cause: { type: 'C', message: 'c', cause: { type: 'C', message: 'c', cause: { type: 'C', message: 'c' } } },
      },
    };
    await instance.result('failed', 'call', { error, retryable: false });
    expect(JSON.stringify(instance.eventsOf('ActivityFailed')[0]).length).toBeLessThan(10_000);
    expect(instance.eventsOf('ActivityFailed')[0]!.error.cause?.cause?.cause?.cause).toBeUndefined();
  });
});
