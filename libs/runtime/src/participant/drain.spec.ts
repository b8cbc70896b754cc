import { describe, expect, it } from '@jest/globals';

import type { ActivityContext } from './activity-context.js';
import { ActivityAborted } from './errors/activity-aborted.error.js';
import { CommandDelayed } from './errors/command-delayed.error.js';
import { TerminalError } from './errors/terminal.error.js';
import { cancel, charge, execute, HeldCalls, participantRig } from './rig.for-spec.js';

async function heldRig(concurrency = 2) {
  const held = new HeldCalls();
  const contexts: ActivityContext[] = [];
  const rig = await participantRig({
    handlers: [
      {
        contract: charge,
        concurrency,
        execute: (input, ctx) => {
          contexts.push(ctx);
          return held.handle(input);
        },
        compensate: () => undefined,
      },
    ],
  });
  const three = ['a', 'b', 'c'].map((workflowId) => execute({ workflowId }));
  return { held, contexts, rig, three };
}

describe('R1 four activities on SIGTERM', () => {
  it('one accepts, one completes, one refuses, one ignores: nothing is lost, and nothing failed for it', async () => {
    const { held, contexts, rig } = await heldRig(4);
    await rig.send(
      ...['accepts', 'completes', 'refuses', 'ignores'].map((workflowId) =>
        execute({ workflowId, timeoutMs: 120_000 }),
      ),
    );
    const drained = rig.participant.drain(30_000);
    await rig.clock.advance(14_999);
    expect(contexts.map(({ abort }) => abort.aborted)).toEqual([false, false, false, false]);
    await rig.clock.advance(1);
    const reasons = contexts.map(({ abort }) => (abort.reason as ActivityAborted).reason);
    expect(reasons).toEqual(['drain', 'drain', 'drain', 'drain']);
    held.calls[0]!.fail(contexts[0]!.abort.reason);
    held.calls[1]!.end({ id: 'p' });
    held.calls[2]!.fail(new TerminalError('CardDeclined'));
    await rig.clock.advance(15_000);
    await drained;
    expect(rig.results.map(({ type, workflowId }) => `${workflowId} ${type}`)).toEqual([
      'completes completed',
      'refuses failed',
    ]);

    const next = rig.make(2);
    await Promise.all([next.start(), rig.clock.quiet()]);
    held.calls.slice(4).forEach(({ end }) => end({ id: 'again' }));
    await rig.clock.advance(1_000);
    const answered = rig.results.map(({ workflowId, attempt, type }) => `${workflowId} ${attempt} ${type}`);
    expect(answered).toContain('accepts 1 completed');
    expect(answered).toContain('ignores 1 completed');
    expect(held.calls).toHaveLength(6);
  });

  it('a cancel that came before tells the handler so, and not of the shutdown', async () => {
    const { contexts, rig } = await heldRig();
    await rig.send(execute());
    await rig.send(cancel());
    const drained = rig.participant.drain(30_000);
    await rig.clock.advance(30_000);
    await drained;
    expect(contexts[0]!.abort.reason).toEqual(new ActivityAborted('canceled'));
  });
});

describe('a participant that drains', () => {
  it('R3 [sigterm] lets what runs finish, begins nothing, and hands back the rest', async () => {
    const { held, contexts, rig, three } = await heldRig();
    await rig.send(...three);
    const drained = rig.participant.drain(30_000);
    await rig.send(execute({ workflowId: 'd' }));
    held.calls[0]!.end({ id: 'a' });
    held.calls[1]!.end({ id: 'b' });
    await Promise.all([drained, rig.clock.quiet()]);
    expect(held.calls).toHaveLength(2);
    expect(contexts.map(({ abort }) => abort.aborted)).toEqual([false, false]);
    expect(rig.results).toHaveLength(2);
    expect(rig.committed).toBe(2);
    expect(rig.participant.health()).toMatchObject({ state: 'stopped', ready: false });
    expect(rig.clock.timers).toBe(0);
  });

  it('asks handlers to stop at half of the time, and counts no attempt that it cut off', async () => {
    const { held, contexts, rig, three } = await heldRig();
    await rig.send(...three);
    const drained = rig.participant.drain(30_000);
    await rig.clock.advance(14_999);
    expect(contexts[0]!.abort.aborted).toBe(false);
    await rig.clock.advance(1);
    expect(contexts[0]!.abort.reason).toEqual(new ActivityAborted('drain'));
    held.calls[0]!.fail(contexts[0]!.abort.reason);
    held.calls[1]!.end({ id: 'b' });
    await Promise.all([drained, rig.clock.quiet()]);
    expect(rig.results).toMatchObject([{ type: 'completed', workflowId: 'b' }]);
    expect(rig.committed).toBe(0);
  });

  it('R2 waits no longer than it was told to', async () => {
    const { held, rig, three } = await heldRig();
    await rig.send(...three);
    const drained = rig.participant.drain(20_000);
    await rig.clock.advance(20_000);
    await drained;
    held.calls[0]!.end({ id: 'too late' });
    await rig.clock.advance(1_000);
    expect(rig.results).toEqual([]);
    expect(rig.log.messages('warn')).toContain('handlers did not stop in time; their commands go to another process');
  });

  it('R2 cannot be started again meanwhile, and says so', async () => {
    const { held, rig, three } = await heldRig();
    await rig.send(...three);
    const drained = rig.participant.drain(30_000);
    await expect(rig.participant.start()).rejects.toThrow('this participant is draining and cannot be started again');
    held.calls[0]!.end({ id: 'a' });
    held.calls[1]!.end({ id: 'b' });
    await Promise.all([drained, rig.clock.quiet()]);
    await expect(rig.participant.start()).rejects.toThrow('this participant is stopped');
  });

  it('leaves everything it handed back to the next process, under the same attempt', async () => {
    const { held, rig, three } = await heldRig();
    await rig.send(...three);
    const drained = rig.participant.drain(10);
    await rig.clock.advance(10);
    await drained;
    const next = rig.make(2);
    await Promise.all([next.start(), rig.clock.quiet()]);
    expect(held.calls).toHaveLength(4);
    held.calls.slice(2).forEach(({ end }) => end({ id: 'again' }));
    await rig.clock.quiet();
    held.calls[4]!.end({ id: 'again' });
    await rig.clock.advance(200);
    expect(rig.results.map(({ workflowId, attempt }) => `${workflowId} ${attempt}`)).toEqual(['a 1', 'b 1', 'c 1']);
    expect(rig.committed).toBe(3);
  });

  it('does not wait for commands that are delayed', async () => {
    const rig = await participantRig({
      handlers: [
        {
          contract: charge,
          execute: () => {
            throw new CommandDelayed({ retryAfterMs: 60_000 });
          },
          compensate: () => undefined,
        },
      ],
    });
    await rig.send(execute());
    await Promise.all([rig.participant.drain(30_000), rig.clock.quiet()]);
    expect(rig.committed).toBe(0);
    expect(rig.clock.timers).toBe(0);
  });
});
