import { expect, it } from '@jest/globals';
import { activity, approve, count, hours, saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const book = undoable('hotel.book');
const note = activity('log.note');

specify('continue-as-new', (given) => {
  /** Books once a month until told to stop. */
  const monthly = saga(async (ctx, month: number) => {
    await ctx.activity(book, { month }, { id: 'book' });
    const next = await ctx.race({ stop: ctx.receive(approve), month: ctx.timer('1h') });
    if (next.winner === 'stop') return `stopped in ${month}`;
    return ctx.continueAsNew(month + 1);
  });

  it('begins the next run in a turn of its own, with a fresh history', async () => {
    const instance = given(monthly);
    await instance.start(0);
    await instance.complete('book');
    await instance.pass(hours(1));
    expect(
      instance.turns.map(({ seq, run, events }) => [seq, run, events.map((e) => `${e.index} ${e.type}`)]).slice(-2),
    ).toEqual([
      [2, 0, ['4 TimerFired']],
      [3, 1, ['5 SagaContinuedAsNew', '0 SagaStarted', '1 ActivityScheduled']],
    ]);
    expect(instance.state).toMatchObject({ run: 1, runSeq: 3, nextIndex: 2 });
    expect(instance.eventsOf('SagaStarted')[1]).toMatchObject({ saga: 'trip', version: 1, input: 1 });
    expect(instance.commands('book').map(({ run, idempotencyKey }) => [run, idempotencyKey])).toEqual([
      [0, 'w-1:book:execute'],
      [1, 'w-1:book:execute.1'],
    ]);
    expect(instance.status).toBe('running');
  });

  it('F4 gives the result of the last run to whoever asked at the first', async () => {
    const instance = given(monthly);
    await instance.start(0, { requestId: 'r-1' });
    for (let month = 0; month < 3; month += 1) {
      await instance.complete('book');
      await instance.pass(hours(1));
    }
    await instance.complete('book');
    await instance.signal('approve');
    expect(instance.replies).toMatchObject([
      { type: 'accepted', run: 0, requestId: 'r-1', attached: false },
      { type: 'closed', run: 3, requestId: 'r-1', status: 'completed', output: 'stopped in 3' },
    ]);
  });

  it('J1 a repeat of the first start gets the same answer in a later run', async () => {
    const instance = given(monthly);
    await instance.start(0, { requestId: 'r-1' });
    await instance.complete('book');
    await instance.pass(hours(1));
    const again = await instance.start(0, { requestId: 'r-1' });
    expect(again).toMatchObject({ kind: 'repeat', answers: [{ reply: { type: 'accepted', attached: false } }] });
  });

  it('F2 carries every signal that was not taken, in order', async () => {
    const instance = given(
      saga(async (ctx, n: number) => {
        if (n === 0) {
          await ctx.receive(approve);
          return ctx.continueAsNew(1);
        }
        const seen: unknown[] = [];
        for (let i = 0; i < 25; i += 1) seen.push(await ctx.receive(count));
        return seen;
      }),
    );
    await instance.start(0);
    const signals = Array.from({ length: 25 }, (_, payload) =>
      instance.asRequest({ type: 'signal', name: 'count', payload, signalId: `s${payload}` }),
    );
    await instance.tell(...signals.slice(0, 20));
    // In one batch with the signal that ends the run.
    await instance.tell(instance.asRequest({ type: 'signal', name: 'approve', payload: null }), ...signals.slice(20));
    expect(instance.output).toEqual(Array.from({ length: 25 }, (_, i) => i));
    expect(instance.run).toBe(1);
    expect(await instance.one(signals[3]!)).toMatchObject({ kind: 'repeat' });
  });

  it('F3 keeps options, attributes and the saga time-out', async () => {
    const code = { ...monthly, options: { timeout: '90m', compensationOrder: 'parallel', cancelGrace: '9s' } as const };
    const instance = given(code);
    await instance.start(0, { attributes: { customer: 'c-7' } });
    const [first] = instance.eventsOf('SagaStarted');
    await instance.complete('book');
    await instance.pass(hours(1));
    const { index: _, input: __, ...begun } = first!;
    const { index: ___, input: ____, ...next } = instance.eventsOf('SagaStarted')[1]!;
    expect(next).toEqual({ ...begun, continued: true, recent: expect.anything() });
    await instance.complete('book');
    await instance.pass(hours(1));
    expect(instance.eventsOf('SagaTimedOut')).toHaveLength(1);
    expect(instance.status).toBe('compensating');
  });

  it('F3 keeps its attributes as they are now, and shows what it showed', async () => {
    const instance = given(
      saga(async (ctx, n: number) => {
        if (n === 1) return ctx.receive(approve);
        ctx.view({ month: n });
        ctx.attributes({ stage: 'billed', customer: null });
        return ctx.continueAsNew(1);
      }),
    );
    await instance.start(0, { attributes: { customer: 'c-7' } });
    expect(instance.run).toBe(1);
    expect(instance.state).toMatchObject({ view: { month: 0 }, attributes: { stage: 'billed' } });
  });

  it('is read from its last run on, and says the same', async () => {
    const instance = given(monthly, { checks: 'when asked' });
    await instance.start(0);
    for (let month = 0; month < 3; month += 1) {
      await instance.complete('book', { month });
      await instance.pass(hours(1));
    }
    await instance.complete('book');
    const whole = await instance.replay();
    const part = await instance.replay(
      Infinity,
      instance.turns.slice(instance.turns.findIndex(({ run }) => run === 3)),
    );
    expect(JSON.stringify([...part.execution.state.activities])).toBe(
      JSON.stringify([...whole.execution.state.activities]),
    );
    const { timers: _, ...state } = whole.execution.state;
    expect(part.execution.state).toMatchObject(state);
  });

  it('C6 cancels what is open, and leaves no timer behind', async () => {
    const instance = given(
      saga(async (ctx, n: number) => {
        if (n === 1) return ctx.receive(approve);
        void ctx.activity(note, {}, { id: 'open' });
        void ctx.timer('2 days');
        await ctx.timer('1h');
        return ctx.continueAsNew(1);
      }),
    );
    await instance.start(0);
    await instance.pass(hours(1));
    expect(instance.eventsOf('ActivityCanceled')).toMatchObject([{ activityId: 'open' }]);
    expect(instance.live.nextTimerAt).toBeUndefined();
    expect(await instance.complete('open', null, { run: 0 })).toMatchObject({ kind: 'repeat' });
    expect(await instance.complete('open', null, { run: 1 })).toMatchObject({ kind: 'dead' });
  });

  it('a cancelled saga does not continue: it is undone', async () => {
    const instance = given(
      saga(async (ctx, n: number) => {
        await ctx.activity(book, {}, { id: 'book' });
        try {
          await ctx.receive(approve);
        } catch {
          // Nothing to clean up.
        }
        return ctx.continueAsNew(n + 1);
      }),
    );
    await instance.start(0);
    await instance.complete('book');
    await instance.cancel();
    expect(instance.eventsOf('SagaContinuedAsNew')).toEqual([]);
    await instance.undo('book');
    expect(instance.status).toBe('compensated');
  });

  it('goes on with another version where it says so, and parks where that is not here', async () => {
    const first = saga(async (ctx) => ctx.continueAsNew('x', { version: 2 }));
    const second = { ...saga(async (ctx, input: string) => `v2 ${input} ${ctx.run}`), version: 2 };
    const instance = given(first, { beside: second });
    await instance.start();
    expect(instance.output).toBe('v2 x 1');

    const lonely = given(first);
    await lonely.start();
    expect(lonely.status).toBe('parked');
    expect(lonely.story).toEqual(['SagaStarted', 'SagaContinuedAsNew', 'SagaStarted', 'SagaParked']);
    await lonely.deploy(second);
    await lonely.one({ kind: 'revive' });
    expect(lonely.output).toBe('v2 x 1');
  });

  it('a bug at the begin of the next run parks that run', async () => {
    const instance = given(
      saga(async (ctx, n: number) => {
        if (n === 0) return ctx.continueAsNew(1);
        throw new TypeError('broken');
      }),
    );
    await instance.start(0);
    expect(instance.status).toBe('parked');
    expect(instance.events.map(({ index, type }) => `${index} ${type}`)).toEqual([
      '0 SagaStarted',
      '1 SagaContinuedAsNew',
      '0 SagaStarted',
      '1 SagaParked',
    ]);
  });

  it('an effect of the run before records nothing in the next', async () => {
    const instance = given(
      saga(async (ctx, n: number) => {
        const limit = ctx.effect('limit', () => n);
        if (n === 0) {
          await ctx.race({ limit, soon: ctx.timer('1h') });
          return ctx.continueAsNew(1);
        }
        return limit;
      }),
    );
    await instance.start(0);
    await instance.pass(hours(1));
    expect(await instance.one({ kind: 'effect', run: 0, effectId: 'limit', outcome: { value: 0 } })).toMatchObject({
      kind: 'repeat',
    });
    await instance.recordEffect('limit', { value: 1 });
    expect(instance.output).toBe(1);
  });

  it('a history in which runs do not follow one another is corrupt', async () => {
    const instance = given(monthly, { checks: 'when asked' });
    await instance.start(0);
    await instance.complete('book');
    await instance.pass(hours(1));
    const replayed = (turns: typeof instance.turns) => instance.replay(Infinity, turns);
    const last = instance.turns.at(-1)!;
    const before = instance.turns.slice(0, -1);
    await expect(replayed([...before, { ...last, run: 2 }])).rejects.toThrow('run 1 was expected');
    await expect(replayed([...before, { ...last, events: last.events.slice(0, 1) }])).rejects.toThrow('does not begin');
    await expect(
      replayed([...before, { ...last, events: [{ ...last.events[0]!, index: 9 }, ...last.events.slice(1)] }]),
    ).rejects.toThrow('event 5 was expected');
    await expect(
      replayed([...instance.turns, { ...last, seq: 4, run: 2, events: [...last.events.slice(1), last.events[0]!] }]),
    ).rejects.toThrow();
  });
});
