import { describe, expect, it } from '@jest/globals';
import { TimeoutFailure } from '../index.js';
import { activity, saga, seconds } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const watched = activity('video.cut', {
  scheduleToStart: '20s',
  heartbeat: '5s',
  retry: { maxAttempts: 2, initialInterval: '1s' },
});

specify('time-outs of an attempt', (given) => {
  const telling = saga((ctx) =>
    ctx
      .activity(watched, 1, { id: 'cut', deadline: '30s', retry: { maxAttempts: 1 } })
      .catch((error: unknown) =>
        error instanceof TimeoutFailure ? { kind: error.kind, lastHeartbeat: error.lastHeartbeat } : 'something else',
      ),
  );
  const code = saga((ctx) => ctx.activity(watched, 1, { id: 'cut' }));

  it('that the participant kept says how far it came only where it said so before', async () => {
    const instance = given(telling);
    await instance.start();
    await instance.fail('cut', 'skald.Timeout');
    expect(instance.output).toEqual({ kind: 'startToClose', lastHeartbeat: undefined });
  });

  it('B4 scheduleToStart fails a command that nobody takes up', async () => {
    const instance = given(code);
    await instance.start();
    expect(instance.commands('cut')[0]).toMatchObject({
      deadline: '2026-11-22T10:00:20.000Z',
      heartbeatTimeoutMs: 5_000,
    });
    await instance.pass(seconds(20));
    expect(instance.eventsOf('ActivityTimedOut')[0]).toMatchObject({ kind: 'scheduleToStart' });
    expect(instance.status).toBe('failed');
  });

  it('B4 started in time, it has no start to miss', async () => {
    const instance = given(code);
    await instance.start();
    await instance.result('started', 'cut');
    for (let i = 0; i < 10; i += 1) {
      await instance.pass(seconds(4));
      await instance.result('heartbeat', 'cut', { details: i });
    }
    expect(instance.eventsOf('ActivityTimedOut')).toEqual([]);
    await instance.complete('cut', 'done');
    expect(instance.output).toBe('done');
  });

  it('B4 [activity-fails] silence of a participant that heartbeats ends the attempt, with what it last said', async () => {
    const instance = given(code);
    await instance.start();
    await instance.result('heartbeat', 'cut', { details: { frame: 7 } });
    await instance.pass(seconds(5));
    expect(instance.storyFrom('ActivityTimedOut')).toEqual(['ActivityTimedOut cut', 'ActivityAttemptFailed cut']);
    expect(instance.eventsOf('ActivityAttemptFailed')[0]!.error.details).toEqual({
      kind: 'heartbeat',
      heartbeat: { frame: 7 },
    });
    await instance.pass(seconds(1));
    await instance.result('started', 'cut');
    await instance.pass(seconds(5));
    expect(instance.status).toBe('failed');
  });

  it('B6 the next attempt reads the progress of the one before', async () => {
    const instance = given(code);
    await instance.start();
    await instance.result('heartbeat', 'cut', { details: 7 });
    await instance.fail('cut');
    await instance.pass(seconds(1));
    expect(instance.commands('cut')[1]).toMatchObject({ attempt: 2, heartbeat: 7 });
  });

  it('B4 [activity-fails] a time-out that the participant kept is told as such', async () => {
    const instance = given(telling);
    await instance.start();
    await instance.result('heartbeat', 'cut', { details: 7 });
    await instance.fail('cut', 'skald.Timeout', { retryable: false });
    expect(instance.output).toEqual({ kind: 'startToClose', lastHeartbeat: 7 });
  });

  it.each([
    ['scheduleToStart', seconds(20), undefined, { kind: 'scheduleToStart' }],
    ['scheduleToClose', seconds(30), 7, { kind: 'scheduleToClose', lastHeartbeat: 7 }],
    ['heartbeat', seconds(10), 7, { kind: 'heartbeat', lastHeartbeat: 7 }],
  ] as const)(
    'B4 %s is told to saga code by its kind, with what was last heard',
    async (kind, after, details, told) => {
      const instance = given(telling);
      await instance.start();
      const beats = kind === 'scheduleToClose' ? after / seconds(3) : 1;
      for (let i = 0; details !== undefined && i < beats; i += 1) {
        await instance.result('heartbeat', 'cut', { details });
        if (kind === 'scheduleToClose') await instance.pass(seconds(3));
      }
      await instance.pass(after);
      expect(instance.output).toEqual(told);
    },
  );

  it('starts and heartbeats that nobody watches for leave no trace', async () => {
    const instance = given(saga((ctx) => ctx.activity(activity('video.plain'), 1, { id: 'plain' })));
    await instance.start();
    expect(await instance.result('started', 'plain')).toEqual({ kind: 'repeat', answers: [] });
    expect(await instance.result('heartbeat', 'plain')).toEqual({ kind: 'repeat', answers: [] });
    expect(await instance.result('heartbeat', 'plain', { details: 'x'.repeat(300_000) })).toEqual({
      kind: 'repeat',
      answers: [],
    });
    expect(await instance.result('heartbeat', 'plain', { details: 'kept' })).toEqual({ kind: 'applied' });
    expect(instance.turns).toHaveLength(2);
  });

  it('an activity that was handed over is settled by whoever knows its identity', async () => {
    const instance = given(code);
    await instance.start();
    await instance.result('handed-over', 'cut');
    expect(instance.eventsOf('ActivityStarted')[0]).toMatchObject({ handedOver: true });
    expect(await instance.result('started', 'cut')).toEqual({ kind: 'repeat', answers: [] });
    await instance.complete('cut', 'by phone');
    expect(instance.output).toBe('by phone');
  });

  describe('handed over', () => {
    const long = activity('visa.grant', {
      ...{ heartbeat: '5s', scheduleToStart: '20s', deadline: '10m', timeout: '1m' },
      retry: { maxAttempts: 2, initialInterval: '1s' },
    });
    const asking = saga((ctx) => ctx.activity(long, 1, { id: 'ask' }));

    it.each([['as the first word'], ['after it was said to have started']])(
      'B4 %s, it owes no heartbeat: whoever has it now may take its time',
      async (when) => {
        const instance = given(asking);
        await instance.start();
        if (when !== 'as the first word') await instance.result('started', 'ask');
        await instance.result('handed-over', 'ask');
        expect(instance.eventsOf('ActivityStarted').at(-1)).toMatchObject({ handedOver: true });
        expect(await instance.result('handed-over', 'ask')).toEqual({ kind: 'repeat', answers: [] });
        await instance.pass(seconds(500));
        expect(instance.eventsOf('ActivityTimedOut')).toEqual([]);
        await instance.complete('ask', 'granted');
        expect(instance.output).toBe('granted');
      },
    );

    it('B4 it may say how far it is, and owes nothing for that', async () => {
      const instance = given(asking);
      await instance.start();
      await instance.result('handed-over', 'ask');
      await instance.result('heartbeat', 'ask', { details: 'at the consulate' });
      expect(await instance.result('heartbeat', 'ask')).toEqual({ kind: 'repeat', answers: [] });
      await instance.pass(seconds(300));
      expect(instance.eventsOf('ActivityTimedOut')).toEqual([]);
    });

    it('B4 its deadline stays, and tells what was last heard', async () => {
      const instance = given(asking);
      await instance.start();
      await instance.result('heartbeat', 'ask', { details: 'sent' });
      await instance.result('handed-over', 'ask');
      await instance.pass(seconds(600));
      expect(instance.eventsOf('ActivityTimedOut')).toMatchObject([{ kind: 'scheduleToClose' }]);
      expect(instance.eventsOf('SagaFailed')[0]!.error).toMatchObject({
        details: { kind: 'scheduleToClose', heartbeat: 'sent' },
      });
    });

    it('B4 the next attempt, which is not, owes heartbeats again', async () => {
      const instance = given(asking);
      await instance.start();
      await instance.result('handed-over', 'ask');
      await instance.fail('ask');
      await instance.pass(seconds(1));
      await instance.result('started', 'ask');
      await instance.pass(seconds(5));
      expect(instance.eventsOf('ActivityTimedOut')).toMatchObject([{ kind: 'heartbeat', attempt: 2 }]);
    });
  });
});
