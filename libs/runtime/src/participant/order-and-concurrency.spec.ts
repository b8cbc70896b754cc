import { describe, expect, it } from '@jest/globals';

import { charge, compensate, execute, HeldCalls, note, participantRig } from './rig.for-spec.js';

describe('commands of one key', () => {
  it('are carried out one after another, in the order in which they came', async () => {
    const held = new HeldCalls();
    const undone: string[] = [];
    const rig = await participantRig({
      handlers: [{ contract: charge, execute: held.handle, compensate: () => void undone.push('undone') }],
    });
    await rig.send(execute(), compensate('unknown'), execute({ workflowId: 'other' }));
    expect(held.calls).toHaveLength(2);
    expect(undone).toEqual([]);
    held.calls[0]!.end({ id: 'p' });
    await rig.clock.quiet();
    expect(undone).toEqual(['undone']);
    expect(rig.results.map(({ operation }) => operation)).toEqual(['execute', 'compensate']);
  });
});

describe('attempts at once', () => {
  const commands = (activity: string, count: number) =>
    Array.from({ length: count }, (_, i) => execute({ activity, workflowId: `${activity}-${i}` }));

  it('Q2 are as many as the handler allows, and leave room for the others', async () => {
    const slow = new HeldCalls();
    const quick = new HeldCalls();
    const rig = await participantRig({
      options: { limits: { concurrency: 3 } },
      handlers: [
        { contract: charge, execute: slow.handle, compensate: () => undefined, concurrency: 2 },
        { contract: note, execute: quick.handle },
      ],
    });
    await rig.send(...commands('payments.charge', 5), ...commands('payments.note', 2));
    expect([slow.calls.length, quick.calls.length]).toEqual([2, 1]);
    quick.calls[0]!.end(null);
    await rig.clock.quiet();
    expect([slow.calls.length, quick.calls.length]).toEqual([2, 2]);
    slow.calls[0]!.end({ id: 'p' });
    await rig.clock.quiet();
    expect(slow.calls.length).toBe(3);
  });

  it('Q2 of two processes are twice as many, and those of a process that ended still run: no more', async () => {
    const held = new HeldCalls();
    let running = 0;
    let most = 0;
    const execute = async (input: unknown): Promise<unknown> => {
      most = Math.max(most, (running += 1));
      return held.handle(input).finally(() => (running -= 1));
    };
    const handler = { contract: charge, execute, compensate: () => undefined, concurrency: 2 };
    const rig = await participantRig({ handlers: [handler] });
    await rig.send(...commands('payments.charge', 12));
    expect(most).toBe(2);
    // The first gives up what runs; the next one begins the same attempts again.
    const drained = rig.participant.drain(10);
    await rig.clock.advance(10);
    await drained;
    const next = rig.make(2);
    await Promise.all([next.start(), rig.clock.quiet()]);
    for (let n = 0; n < 14; n += 1) {
      held.calls[n]!.end({ id: 'p' });
      await rig.clock.advance(10);
    }
    expect(most).toBe(4);
    expect(new Set(rig.results.map(({ workflowId }) => workflowId)).size).toBe(12);
  });

  it('run in every queue of the handlers', async () => {
    const rig = await participantRig({ handlers: [{ contract: note, execute: () => 1 }] });
    expect(rig.participant.handledQueues).toEqual(['payments']);
  });
});

describe('what is waiting', () => {
  it('pauses the queue when it grows too long, and resumes it when half is gone', async () => {
    const held = new HeldCalls();
    const rig = await participantRig({
      options: { limits: { waiting: 10 } },
      handlers: [{ contract: charge, execute: held.handle, compensate: () => undefined, concurrency: 1 }],
    });
    const all = Array.from({ length: 12 }, (_, i) => execute({ workflowId: `w-${i}` }));
    await rig.send(...all);
    expect(rig.participant.health().queues).toEqual([{ queue: 'payments', waiting: 11, paused: ['full'] }]);
    await rig.send(execute({ workflowId: 'more' }));
    expect(rig.participant.health().queues[0]!.waiting).toBe(11);
    for (let i = 0; i < 13; i++) {
      held.calls[i]!.end({ id: 'p' });
      await rig.clock.quiet();
    }
    expect(rig.results).toHaveLength(13);
    expect(rig.participant.health().queues[0]).toEqual({ queue: 'payments', waiting: 0, paused: [] });
  });
});
