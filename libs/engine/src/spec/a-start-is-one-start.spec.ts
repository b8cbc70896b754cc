import { expect, it } from '@jest/globals';
import { aNumber, activity, approve, saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

specify('a start', (given) => {
  const code = saga((ctx) => ctx.receive(approve));

  it('records what it was asked for', async () => {
    const instance = given(
      saga((ctx) => Promise.resolve(ctx.attributes()), {
        timeout: '1h',
        compensationOrder: 'parallel',
        cancelGrace: '9s',
      }),
    );
    await instance.start({ n: 1 }, { attributes: { customer: 'c-7' }, onExisting: 'reject', requestId: 'r-1' });
    expect(instance.eventsOf('SagaStarted')[0]).toEqual({
      index: 0,
      type: 'SagaStarted',
      saga: 'trip',
      version: 1,
      input: { n: 1 },
      deadline: '2026-11-22T11:00:00.000Z',
      attributes: { customer: 'c-7' },
      onExisting: 'reject',
      compensationOrder: 'parallel',
      cancelGraceMs: 9_000,
      requestId: 'r-1',
    });
    expect(instance.output).toEqual({ customer: 'c-7' });
  });

  it('J1 with one requestId is one request: equal answers', async () => {
    const instance = given(code);
    await instance.start(null, { requestId: 'r-1', replyTo: 'mine' });
    const accepted = {
      type: 'accepted',
      namespace: 'default',
      workflowId: 'w-1',
      run: 0,
      requestId: 'r-1',
      attached: false,
    };
    expect(instance.sent).toEqual([{ kind: 'reply', replyTo: 'mine', reply: accepted }]);
    expect(await instance.start('other input', { requestId: 'r-1', replyTo: 'mine', onExisting: 'reject' })).toEqual({
      kind: 'repeat',
      answers: [{ replyTo: 'mine', reply: accepted }],
    });
    await instance.signal('approve', 'yes');
    const closed = {
      type: 'closed',
      namespace: 'default',
      workflowId: 'w-1',
      run: 0,
      requestId: 'r-1',
      status: 'completed',
      output: 'yes',
    };
    expect(instance.sent.at(-1)).toEqual({ kind: 'reply', replyTo: 'mine', reply: closed });
    expect(await instance.start(null, { requestId: 'r-1', onExisting: 'restart-if-closed' })).toEqual({
      kind: 'repeat',
      answers: [
        { replyTo: undefined, reply: accepted },
        { replyTo: undefined, reply: closed },
      ],
    });
  });

  it('J3 of an instance that exists attaches: the first input wins, and the end is told to all', async () => {
    const instance = given(code);
    await instance.start(1, { requestId: 'r-1' });
    expect(await instance.start(2)).toEqual({ kind: 'repeat', answers: [] });
    await instance.start(2, { requestId: 'r-2' });
    expect(instance.story.at(-1)).toBe('StartAttached');
    expect(instance.replies.at(-1)).toMatchObject({ type: 'accepted', requestId: 'r-2', attached: true });
    expect(await instance.start(2, { requestId: 'r-2' })).toMatchObject({
      kind: 'repeat',
      answers: [{ reply: { attached: true } }],
    });
    await instance.start(2, { replyTo: 'elsewhere' });
    expect(await instance.start(2, { replyTo: 'elsewhere' })).toMatchObject({ kind: 'repeat' });
    await instance.signal('approve');
    expect(instance.sent.filter((m) => m.kind === 'reply' && m.reply.type === 'closed')).toEqual([
      { kind: 'reply', replyTo: undefined, reply: expect.objectContaining({ requestId: 'r-1' }) },
      { kind: 'reply', replyTo: undefined, reply: expect.objectContaining({ requestId: 'r-2' }) },
      { kind: 'reply', replyTo: 'elsewhere', reply: expect.objectContaining({ status: 'completed' }) },
    ]);
  });

  it('J2 a restart is a new run with keys of its own, and results of the old one are repeats', async () => {
    const book = undoable('hotel.book');
    const instance = given(saga((ctx) => ctx.activity(book, 1, { id: 'book' })));
    await instance.start(1, { requestId: 'r-1' });
    await instance.complete('book');
    await instance.start(2, { onExisting: 'restart-if-closed', requestId: 'r-2', replyTo: 'mine' });
    expect(instance.commands('book').map((c) => [c.run, c.idempotencyKey])).toEqual([
      [0, 'w-1:book:execute'],
      [1, 'w-1:book:execute.1'],
    ]);
    expect(instance.replies.at(-1)).toMatchObject({ type: 'accepted', run: 1, requestId: 'r-2' });
    expect(instance.turns.at(-1)).toMatchObject({ seq: 2, run: 1, events: [{ index: 0 }, { index: 1 }] });
    expect(await instance.complete('book', 'old', { run: 0 })).toEqual({ kind: 'repeat', answers: [] });
    expect(await instance.complete('book', 'next', { run: 2 })).toMatchObject({ kind: 'dead', reason: 'UNKNOWN_RUN' });
    await instance.complete('book', 'new');
    expect(instance.output).toBe('new');
    // A replay of the present run alone says the same.
    const { execution } = await instance.replay(Infinity, instance.turns.slice(instance.state.runSeq));
    expect(execution.state).toMatchObject({ seq: 3, run: 1, runSeq: 2, phase: 'closed', output: 'new' });
  });

  it('a start and a restart in one batch are turns of their own', async () => {
    const instance = given(saga(() => Promise.resolve(1)));
    const start = instance.asRequest({ type: 'start', saga: 'trip', input: null, onExisting: 'restart-if-closed' });
    await instance.tell(start, start, start);
    expect(instance.turns.map(({ seq, run }) => [seq, run])).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
  });

  it('of another saga under the same id is refused', async () => {
    const instance = given(code);
    await instance.start();
    expect(await instance.start(null, { saga: 'other' })).toMatchObject({
      code: 'ALREADY_STARTED',
      detail: 'w-1 is an instance of trip',
    });
  });

  it('of a saga that is not here is refused', async () => {
    const instance = given(undefined as never);
    expect(await instance.start()).toMatchObject({ code: 'UNKNOWN_SAGA', detail: 'no saga trip is registered here' });
    expect(await instance.start(null, { version: 3 })).toMatchObject({
      detail: 'no saga trip version 3 is registered here',
    });
  });

  it('P5 with an input that does not fit is refused, with its path, before anything is recorded', async () => {
    const contract = { ...code.contract, input: aNumber };
    const instance = given({ ...code, contract });
    expect(await instance.start('x')).toMatchObject({ code: 'INVALID_INPUT', path: '/input/n/0' });
    const odd = { '~standard': { version: 1 as const, vendor: 'x', validate: () => ({ value: { n: 1n } }) } };
    expect(await given({ ...code, contract: { ...contract, input: odd as never } }).start()).toMatchObject({
      code: 'INVALID_INPUT',
      path: '/input/n',
    });
    expect(await given(code).start('x'.repeat(262_143))).toMatchObject({ code: 'PAYLOAD_TOO_LARGE', path: '/input' });
    expect(await given(code).start('\u0001'.repeat(50_000))).toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
    expect(await given(code).start('x'.repeat(262_142))).toEqual({ kind: 'applied' });
    expect(instance.turns).toEqual([]);
  });

  it("a schema that throws is the engine's to tell, and stops nothing", async () => {
    const broken = {
      '~standard': {
        version: 1 as const,
        vendor: 'x',
        validate: () => {
          throw new Error('odd');
        },
      },
    };
    const instance = given({ ...code, contract: { ...code.contract, input: broken } });
    expect(await instance.start()).toMatchObject({
      kind: 'dead',
      reason: 'ENGINE_ERROR',
      detail: expect.stringContaining('odd'),
    });
    const asynchronous = {
      '~standard': { version: 1 as const, vendor: 'x', validate: () => Promise.resolve({ value: 1 }) },
    };
    expect(await given({ ...code, contract: { ...code.contract, input: asynchronous } }).start()).toMatchObject({
      kind: 'dead',
      detail: expect.stringContaining('synchronously'),
    });
  });

  it('O1 an output over the limit fails the saga', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(activity('web.call'), 1);
        return 'x'.repeat(262_143);
      }),
    );
    await instance.start();
    await instance.complete('web.call#1');
    expect(instance.eventsOf('SagaFailed')[0]).toMatchObject({ error: { type: 'PAYLOAD_TOO_LARGE' } });
  });

  it('failed, the closed reply has the error', async () => {
    const instance = given(saga(() => Promise.reject(new Error('no'))));
    await instance.start(null, { requestId: 'r' });
    expect(instance.replies.at(-1)).toEqual({
      type: 'closed',
      namespace: 'default',
      workflowId: 'w-1',
      run: 0,
      requestId: 'r',
      status: 'failed',
      error: { type: 'Error', message: 'no' },
    });
  });
});
