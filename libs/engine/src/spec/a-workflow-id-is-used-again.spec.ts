import { expect, it } from '@jest/globals';
import type { OnExisting, Reply, SagaStatus } from '@skald/contracts';
import type { Disposition } from '../index.js';
import { approve, saga, undoable } from './contracts.for-spec.js';
import type { InstanceUnderTest } from './instance-under-test.for-spec.js';
import { specify } from './specify.for-spec.js';

const book = undoable('hotel.book');

/** Ends as its signal says. */
const trip = saga(async (ctx, input) => {
  const how = await ctx.receive(approve);
  if (how === 'compensate') await ctx.activity(book, 1, { id: 'book' });
  if (how !== 'complete') throw new Error('failed');
  return input;
});

const bring: Readonly<Record<string, (instance: InstanceUnderTest) => Promise<unknown>>> = {
  running: () => Promise.resolve(),
  paused: (instance) => instance.request({ type: 'pause' }),
  compensating: async (instance) => {
    await instance.signal('approve', 'compensate');
    await instance.complete('book');
  },
  completed: (instance) => instance.signal('approve', 'complete'),
  failed: (instance) => instance.signal('approve', 'fail'),
  compensated: async (instance) => {
    await instance.signal('approve', 'compensate');
    await instance.complete('book');
    await instance.undo('book');
  },
  canceled: (instance) => instance.cancel(),
  terminated: (instance) => instance.request({ type: 'terminate' }),
};

const closed = (status: string) => ['accepted attached', `closed ${status}`];
const matrix: [SagaStatus, OnExisting, string[]][] = [
  ...(['running', 'paused', 'compensating'] as const).flatMap((status): [SagaStatus, OnExisting, string[]][] => [
    [status, 'attach', ['accepted attached']],
    [status, 'reject', ['rejected ALREADY_STARTED']],
    [status, 'restart-if-closed', ['accepted attached']],
  ]),
  ...(['completed', 'failed', 'compensated', 'canceled', 'terminated'] as const).flatMap(
    (status): [SagaStatus, OnExisting, string[]][] => [
      [status, 'attach', closed(status)],
      [status, 'reject', ['rejected ALREADY_STARTED']],
      [status, 'restart-if-closed', ['accepted in run 1']],
    ],
  ),
];

function told(reply: Reply): string {
  expect(reply.requestId).toBe('r-2');
  switch (reply.type) {
    case 'accepted':
      return reply.attached ? 'accepted attached' : `accepted in run ${reply.run}`;
    case 'closed':
      return `closed ${reply.status}`;
    case 'rejected':
      return `rejected ${reply.code}`;
  }
}

/** Everything that the asker hears, from the turn or from the runtime, on the topic that it named. */
function answers(instance: InstanceUnderTest, before: number, disposition: Disposition): string[] {
  if (disposition.kind === 'refused') return [`rejected ${disposition.code}`];
  const sent = instance.sent.slice(before).flatMap((message) => (message.kind === 'reply' ? [message] : []));
  const repeated = disposition.kind === 'repeat' ? disposition.answers : [];
  return [...sent, ...repeated].map(({ replyTo, reply }) => {
    expect(replyTo).toBe('mine');
    return told(reply);
  });
}

specify('a workflowId that is used again', (given) => {
  it.each(matrix)('J2 of an instance that is %s, under %s', async (status, onExisting, expected) => {
    const instance = given(trip);
    await instance.start('first');
    await bring[status]!(instance);
    expect(instance.status).toBe(status);
    const before = instance.sent.length;
    const disposition = await instance.start('second', { onExisting, requestId: 'r-2', replyTo: 'mine' });
    expect(answers(instance, before, disposition)).toEqual(expected);
    const restarted = expected[0] === 'accepted in run 1';
    expect(instance.state.run).toBe(restarted ? 1 : 0);
    expect(instance.state.started?.input).toBe(restarted ? 'second' : 'first');
    expect(instance.status).toBe(restarted ? 'running' : status);
    // Who has heard that it was accepted hears of the end too.
    if (disposition.kind === 'applied') {
      await instance.request({ type: 'terminate' });
      expect(instance.sent.at(-1)).toMatchObject({ replyTo: 'mine', reply: { type: 'closed', requestId: 'r-2' } });
    }
  });

  it('J1 refused under reject, the answer names who is there', async () => {
    const instance = given(trip);
    await instance.start();
    expect(await instance.start(null, { onExisting: 'reject' })).toMatchObject({ detail: 'w-1 exists, run 0' });
  });

  it('a request of an earlier run, repeated, hears how the present run ends', async () => {
    const instance = given(trip);
    await instance.start('first', { requestId: 'r-1' });
    await instance.cancel();
    await instance.start('second', { requestId: 'r-2', onExisting: 'restart-if-closed' });
    await instance.start('first', { requestId: 'r-1', onExisting: 'restart-if-closed' });
    expect(instance.replies.at(-1)).toMatchObject({ type: 'accepted', requestId: 'r-1', run: 1, attached: true });
    expect(await instance.start('first', { requestId: 'r-1' })).toMatchObject({ kind: 'repeat' });
    await instance.signal('approve', 'complete');
    expect(instance.replies.slice(-2)).toMatchObject([
      { type: 'closed', requestId: 'r-2', run: 1, output: 'second' },
      { type: 'closed', requestId: 'r-1', run: 1, output: 'second' },
    ]);
  });
});
