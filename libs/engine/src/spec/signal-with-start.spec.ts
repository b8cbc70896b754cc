import { expect, it } from '@jest/globals';
import type { SignalRequest, SignalStart } from '@skald/contracts';
import { aNumber, activity, approve, count, hours, saga } from './contracts.for-spec.js';
import type { InstanceUnderTest } from './instance-under-test.for-spec.js';
import { specify } from './specify.for-spec.js';

specify('a signal with a start', (given) => {
  const gather = saga(async (ctx, input) => {
    const seen: unknown[] = [input];
    for await (const payload of ctx.signals(approve)) {
      if (payload === 'last') return seen;
      seen.push(payload);
    }
    return 'never';
  });

  const asked = (payload: unknown, start: Partial<SignalStart> = {}, others: Partial<SignalRequest> = {}) =>
    ({
      ...{ type: 'signal', name: 'approve', payload, start: { saga: 'trip', input: 'first', ...start } },
      ...others,
    }) as Partial<SignalRequest> & { type: 'signal' };
  const signal = (instance: InstanceUnderTest, ...args: Parameters<typeof asked>) => instance.request(asked(...args));

  it('to nobody is one turn with both, and the code begins with the signal there', async () => {
    const early: unknown[] = [];
    const instance = given(
      saga(async (ctx) => {
        const raced = await ctx.race({ signal: ctx.receive(approve), nothing: Promise.resolve('nothing') });
        early.push(raced.winner);
        await ctx.activity(activity('web.call'), 1);
      }),
    );
    await signal(instance, 'hello', {}, { requestId: 'r-1', signalId: 's-1' });
    expect(instance.turns).toHaveLength(1);
    expect(instance.story).toEqual(['SagaStarted', 'SignalReceived', 'ActivityScheduled web.call#1']);
    expect(instance.events[0]).toMatchObject({ signaled: true, input: 'first', requestId: 'r-1' });
    expect(instance.events[1]).toEqual({
      index: 1,
      type: 'SignalReceived',
      name: 'approve',
      signalId: 's-1',
      payload: 'hello',
    });
    expect(new Set(early)).toEqual(new Set(['signal']));
    expect(instance.replies).toEqual([
      { type: 'accepted', namespace: 'default', workflowId: 'w-1', run: 0, requestId: 'r-1', attached: false },
    ]);
  });

  it('to an instance that is there is a signal, and tells its end', async () => {
    const instance = given(gather);
    await instance.start('its own');
    await signal(instance, 1, { input: 'ignored' }, { requestId: 'r-1' });
    await signal(instance, 2);
    expect(instance.replies).toMatchObject([{ type: 'accepted', requestId: 'r-1', attached: true }]);
    await instance.signal('approve', 'last');
    expect(instance.output).toEqual(['its own', 1, 2]);
    expect(instance.replies.at(-1)).toMatchObject({ type: 'closed', requestId: 'r-1', output: ['its own', 1, 2] });
  });

  it('D7 50 at once with one id give one run and 50 signals', async () => {
    const instance = given(gather);
    const many = Array.from({ length: 50 }, (_, n) =>
      instance.asRequest(asked(n, {}, { requestId: `r-${n}`, signalId: `s-${n}` })),
    );
    await instance.tell(...many);
    expect(instance.eventsOf('SagaStarted')).toHaveLength(1);
    expect(instance.eventsOf('SignalReceived')).toHaveLength(50);
    const accepted = instance.replies.filter(({ type }) => type === 'accepted');
    expect(accepted).toHaveLength(50);
    expect(accepted.filter((reply) => reply.type === 'accepted' && !reply.attached)).toHaveLength(1);
    await instance.signal('approve', 'last');
    expect(instance.output).toEqual(['first', ...Array.from({ length: 50 }, (_, n) => n)]);
    expect(instance.replies.filter(({ type }) => type === 'closed')).toHaveLength(50);
  });

  it('D4 repeated is one signal: by its requestId, and by its signalId under a new one', async () => {
    const instance = given(gather);
    await signal(instance, 1, {}, { requestId: 'r-1', signalId: 's-1' });
    expect(await signal(instance, 1, {}, { requestId: 'r-1', signalId: 's-1' })).toMatchObject({
      kind: 'repeat',
      answers: [{ reply: { type: 'accepted', requestId: 'r-1', attached: false } }],
    });
    await signal(instance, 1, { onExisting: 'reject' }, { requestId: 'r-2', signalId: 's-1' });
    expect(instance.replies.at(-1)).toMatchObject({ type: 'accepted', requestId: 'r-2', attached: true });
    await instance.signal('approve', 'last');
    expect(instance.output).toEqual(['first', 1]);
    expect(
      await signal(instance, 1, { onExisting: 'restart-if-closed' }, { requestId: 'r-3', signalId: 's-1' }),
    ).toMatchObject({
      kind: 'repeat',
      answers: [{ reply: { type: 'accepted' } }, { reply: { type: 'closed', requestId: 'r-3' } }],
    });
    expect(instance.state.run).toBe(0);
  });

  it('to a closed instance does as onExisting says', async () => {
    const instance = given(gather);
    await instance.start('old');
    await instance.signal('approve', 'last');
    const turns = instance.turns.length;
    expect(await signal(instance, 1)).toMatchObject({ kind: 'refused', code: 'CLOSED' });
    expect(await signal(instance, 1, { onExisting: 'attach' })).toMatchObject({ code: 'CLOSED' });
    expect(await signal(instance, 1, { onExisting: 'reject' })).toMatchObject({ code: 'ALREADY_STARTED' });
    expect(instance.turns).toHaveLength(turns);
    await signal(instance, 1, { onExisting: 'restart-if-closed' }, { requestId: 'r-1' });
    expect(instance.turns.at(-1)).toMatchObject({
      run: 1,
      events: [{ type: 'SagaStarted' }, { type: 'SignalReceived' }],
    });
    expect(instance.replies.at(-1)).toMatchObject({ type: 'accepted', run: 1, attached: false });
    await instance.signal('approve', 'last');
    expect(instance.output).toEqual(['first', 1]);
  });

  it('to an open instance is refused under reject, for another saga, and while it is undone', async () => {
    const instance = given(gather);
    await instance.start();
    expect(await signal(instance, 1, { onExisting: 'reject' })).toMatchObject({ code: 'ALREADY_STARTED' });
    expect(await signal(instance, 1, { saga: 'other' })).toMatchObject({ code: 'ALREADY_STARTED' });
    expect(instance.turns).toHaveLength(1);
  });

  it('P5 is checked like both, and where one does not fit there is neither', async () => {
    const instance = given({ ...gather, contract: { ...gather.contract, input: aNumber } });
    expect(await signal(instance, 1, { input: 'x' })).toMatchObject({
      code: 'INVALID_INPUT',
      path: '/start/input/n/0',
    });
    expect(await signal(instance, 'x', { input: 1 }, { name: count.name })).toMatchObject({
      ...{ code: 'INVALID_INPUT', path: '/payload/n/0' },
    });
    expect(await signal(instance, 1, { input: 1 }, { name: 'approval' })).toMatchObject({ path: '/name' });
    instance.code = undefined;
    expect(await signal(instance, 1, { input: 1 })).toMatchObject({ code: 'UNKNOWN_SAGA', path: '/start/saga' });
    expect(instance.turns).toEqual([]);
  });

  it('may begin later: the signal waits with it', async () => {
    const instance = given(gather);
    await signal(instance, 'early', { delayMs: hours(1) });
    expect(instance.story).toEqual(['SagaStarted', 'SignalReceived']);
    await instance.pass(hours(1));
    await instance.signal('approve', 'last');
    expect(instance.output).toEqual(['first', 'early']);
  });

  it('whose code breaks at once parks, and goes on with the signal under code that works', async () => {
    const instance = given(
      saga(() => {
        throw new TypeError('bug');
      }),
    );
    await signal(instance, 'last');
    expect(instance.story).toEqual(['SagaStarted', 'SignalReceived', 'SagaParked']);
    await instance.deploy(gather);
    await instance.tell({ kind: 'revive' });
    expect(instance.output).toEqual(['first']);
  });

  it('with a topic for answers and no requestId is told each time, and the end once', async () => {
    const instance = given(gather);
    for (const n of [1, 2, 3]) await signal(instance, n, {}, { replyTo: 'mine' });
    await instance.signal('approve', 'last');
    expect(instance.sent.map((m) => m.kind === 'reply' && [m.replyTo, m.reply.type])).toEqual([
      ['mine', 'accepted'],
      ['mine', 'accepted'],
      ['mine', 'accepted'],
      ['mine', 'closed'],
    ]);
  });
});
