import { expect, it } from '@jest/globals';
import { activity, minutes, saga, seconds, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const once = { maxAttempts: 1 };
const call = activity('web.call', { retry: { maxAttempts: 3, initialInterval: '10s' } });
const book = undoable('hotel.book', { retry: { maxAttempts: 3, initialInterval: '10s' } });

specify('an activity that is given up', (given) => {
  const waiting = saga((ctx) => ctx.activity(book, 1, { id: 'book' }));

  it('is cancelled at its participant, under the key of its command', async () => {
    const instance = given(waiting, { namespace: 'acme' });
    await instance.start();
    await instance.cancel();
    expect(instance.cancels()).toEqual([
      {
        ...{ type: 'cancel', namespace: 'acme', workflowId: 'w-1', run: 0, activityId: 'book' },
        ...{ activity: 'hotel.book', attempt: 1, reason: 'canceled' },
      },
    ]);
    const sent = instance.sent.flatMap((m) => (m.kind === 'command' ? [[m.command.type, m.key, m.queue]] : []));
    expect(sent).toEqual([
      ['execute', 'w-1:book', 'hotel'],
      ['cancel', 'w-1:book', 'hotel'],
      ['compensate', 'w-1:book', 'hotel'],
    ]);
  });

  it('because the saga failed beside it, hears of it', async () => {
    const instance = given(
      saga((ctx) =>
        Promise.all([ctx.activity(book, 1, { id: 'book' }), ctx.activity(call, 1, { id: 'call', retry: once })]),
      ),
    );
    await instance.start();
    await instance.fail('call');
    expect(instance.cancels().map(({ activityId, reason }) => [activityId, reason])).toEqual([['book', 'canceled']]);
  });

  it('because the saga ran out of time, hears that', async () => {
    const instance = given(saga((ctx) => ctx.activity(book, 1, { id: 'book' }), { timeout: '1m' }));
    await instance.start();
    await instance.pass(minutes(1));
    expect(instance.cancels()).toMatchObject([{ activityId: 'book', reason: 'timeout' }]);
  });

  it('because the saga was terminated, hears of it, and nothing is undone', async () => {
    const instance = given(
      saga((ctx) =>
        Promise.all([
          ctx.activity(book, 1, { id: 'running' }),
          ctx.activity(book, 2, { id: 'done' }),
          ctx.activity(book, 3, { id: 'between' }),
        ]),
      ),
    );
    await instance.start();
    await instance.complete('done');
    await instance.fail('between');
    await instance.request({ type: 'terminate' });
    expect(instance.cancels().map(({ activityId }) => activityId)).toEqual(['running']);
    expect(instance.commands(undefined, 'compensate')).toEqual([]);
  });

  it.each([
    ['its deadline', { deadline: '5s' }, 5],
    ['the limit for its start', { scheduleToStart: '5s' }, 5],
  ] as const)('B4 because of %s, hears that it is out of time', async (_, options, after) => {
    const instance = given(saga((ctx) => ctx.activity(call, 1, { id: 'call', ...options })));
    await instance.start();
    await instance.pass(seconds(after));
    expect(instance.cancels()).toMatchObject([{ attempt: 1, reason: 'timeout' }]);
  });

  it('B4 for its silence, hears of that attempt; the next one is not cancelled', async () => {
    const instance = given(saga((ctx) => ctx.activity(call, 1, { id: 'call', heartbeat: '5s' })));
    await instance.start();
    await instance.result('started', 'call');
    await instance.pass(seconds(15));
    expect(instance.commands('call').map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(instance.cancels()).toMatchObject([{ attempt: 1, reason: 'timeout' }]);
  });

  it.each([
    ['between two attempts', async (instance: ReturnType<typeof given>) => instance.fail('book')],
    ['after it completed', async (instance: ReturnType<typeof given>) => instance.complete('book')],
  ])('G7 %s, needs no word', async (_, before) => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(book, 1, { id: 'book' });
        await ctx.timer('1h');
      }),
    );
    await instance.start();
    await before(instance);
    await instance.cancel();
    expect(instance.cancels()).toEqual([]);
  });

  it('B5 by its deadline between two attempts, needs no word', async () => {
    const instance = given(saga((ctx) => ctx.activity(call, 1, { id: 'call', deadline: '5s' })));
    await instance.start();
    await instance.fail('call');
    await instance.pass(seconds(5));
    expect(instance.cancels()).toEqual([]);
  });

  it('whose undo is under way at the end is left to finish it', async () => {
    const instance = given(waiting);
    await instance.start();
    await instance.cancel();
    await instance.request({ type: 'terminate' });
    expect(instance.cancels()).toHaveLength(1);
  });
});
