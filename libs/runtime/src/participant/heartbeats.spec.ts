import { describe, expect, it } from '@jest/globals';

import type { ActivityContext } from './activity-context.js';
import { charge, execute, HeldCalls, participantRig } from './rig.for-spec.js';

async function beatingRig(options: Parameters<typeof execute>[0]) {
  const held = new HeldCalls();
  const contexts: ActivityContext[] = [];
  const rig = await participantRig({
    handlers: [
      {
        contract: charge,
        execute: (input, ctx) => {
          contexts.push(ctx);
          return held.handle(input);
        },
        compensate: () => undefined,
      },
    ],
  });
  await rig.send(execute(options));
  return { rig, held, ctx: contexts[0]! };
}

describe('the start of an attempt', () => {
  it.each([
    [{}, []],
    [{ heartbeatTimeoutMs: 9_000 }, ['started']],
    [{ reportStart: true }, ['started']],
  ])('is reported where it is timed: %j', async (options, types) => {
    const { rig } = await beatingRig(options);
    expect(rig.results.map(({ type }) => type)).toEqual(types);
  });
});

describe('heartbeats', () => {
  it('are sent at once, then three times within the patience of the coordinator, each with the newest details', async () => {
    const { rig, ctx } = await beatingRig({ heartbeatTimeoutMs: 9_000 });
    for (let done = 1; done <= 60; done++) {
      ctx.heartbeat({ done });
      await rig.clock.advance(100);
    }
    const beats = rig.results.filter(({ type }) => type === 'heartbeat');
    expect(beats).toMatchObject([{ details: { done: 1 } }, { details: { done: 30 } }, { details: { done: 60 } }]);
  });

  it('carry nothing where the details are no JSON, and never fail the handler', async () => {
    const { rig, ctx } = await beatingRig({});
    ctx.heartbeat(() => 1);
    await rig.clock.quiet();
    expect(rig.results).toEqual([expect.not.objectContaining({ details: expect.anything() })]);
    expect(rig.log.messages('warn')).toEqual(['the details of a heartbeat are not JSON and were left out']);
  });

  it('B6 lose no details to a heartbeat without any', async () => {
    const { rig, ctx } = await beatingRig({ heartbeatTimeoutMs: 9_000 });
    ctx.heartbeat();
    ctx.heartbeat(7);
    ctx.heartbeat();
    await rig.clock.advance(3_000);
    expect(rig.results.slice(1)).toMatchObject([{ type: 'heartbeat' }, { type: 'heartbeat', details: 7 }]);
  });

  it('B6 say the newest details before a failure is reported, and before a time-out', async () => {
    const { rig, ctx, held } = await beatingRig({ heartbeatTimeoutMs: 9_000, timeoutMs: 2_000 });
    ctx.heartbeat(1);
    ctx.heartbeat(7);
    held.calls[0]!.fail(new Error('no luck'));
    await rig.clock.quiet();
    expect(rig.results.slice(2)).toMatchObject([{ type: 'heartbeat', details: 7 }, { type: 'failed' }]);

    const other = await beatingRig({ heartbeatTimeoutMs: 9_000, timeoutMs: 2_000 });
    other.ctx.heartbeat(1);
    other.ctx.heartbeat(8);
    await other.rig.clock.advance(2_000);
    expect(other.rig.results.slice(2)).toMatchObject([{ type: 'heartbeat', details: 8 }, { type: 'failed' }]);
  });

  it('end with the attempt', async () => {
    const { rig, ctx, held } = await beatingRig({ heartbeatTimeoutMs: 9_000 });
    ctx.heartbeat(1);
    ctx.heartbeat(2);
    held.calls[0]!.end({ id: 'p' });
    await rig.clock.quiet();
    ctx.heartbeat(3);
    await rig.clock.advance(9_000);
    expect(rig.results.map(({ type }) => type)).toEqual(['started', 'heartbeat', 'completed']);
  });

  it('of an earlier attempt are known to the next', async () => {
    const { ctx } = await beatingRig({ attempt: 2, heartbeat: { done: 7 } });
    expect(ctx.lastHeartbeat).toEqual({ done: 7 });
  });
});

describe('the context', () => {
  it('says whose attempt it is, and so does its log', async () => {
    const deadline = '2026-01-01T01:00:00.000Z';
    const { rig, ctx } = await beatingRig({ namespace: 'acme', run: 2, attempt: 3, deadline });
    expect(ctx).toMatchObject({
      idempotencyKey: 'acme/order-42:charge:execute.2',
      namespace: 'acme',
      workflowId: 'order-42',
      run: 2,
      activityId: 'charge',
      attempt: 3,
      deadline: new Date(deadline),
    });
    ctx.log.info('charging', { workflowId: 'forged', sum: 5 });
    expect(rig.log.entries.at(-1)).toEqual({
      level: 'info',
      message: 'charging',
      fields: {
        namespace: 'acme',
        workflowId: 'order-42',
        run: 2,
        activityId: 'charge',
        operation: 'execute',
        attempt: 3,
        sum: 5,
      },
    });
  });
});
