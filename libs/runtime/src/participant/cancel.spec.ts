import { describe, expect, it } from '@jest/globals';
import type { CancelReason } from '@skald/contracts';

import type { ActivityContext } from './activity-context.js';
import { ActivityAborted } from './errors/activity-aborted.error.js';
import { CommandDelayed } from './errors/command-delayed.error.js';
import { cancel, charge, compensate, execute, HeldCalls, participantRig } from './rig.for-spec.js';

async function heldRig(concurrency = 1) {
  const held = new HeldCalls();
  const contexts: ActivityContext[] = [];
  const undone: unknown[] = [];
  const rig = await participantRig({
    handlers: [
      {
        contract: charge,
        concurrency,
        execute: (input, ctx) => {
          contexts.push(ctx);
          return held.handle(input);
        },
        compensate: (forward) => void undone.push(forward),
      },
    ],
  });
  return { held, contexts, undone, rig };
}

const notBegun = {
  type: 'failed',
  attempt: 1,
  retryable: false,
  effect: 'none',
  error: { type: 'skald.Canceled', message: 'this attempt was given up before it began' },
};

describe('a cancel', () => {
  it.each(['canceled', 'timeout'] as const)('reaches a handler that runs, and says why: %s', async (reason) => {
    const { contexts, rig } = await heldRig();
    await rig.send(execute());
    expect(contexts[0]!.abort.aborted).toBe(false);
    await rig.send(cancel(reason));
    expect(contexts[0]!.abort.reason).toEqual(new ActivityAborted(reason));
    expect((contexts[0]!.abort.reason as ActivityAborted).reason).toBe(reason);
  });

  it('ends the heartbeats of the attempt', async () => {
    const { contexts, rig } = await heldRig();
    await rig.send(execute({ heartbeatTimeoutMs: 9_000 }));
    contexts[0]!.heartbeat(1);
    contexts[0]!.heartbeat(2);
    await rig.send(cancel());
    contexts[0]!.heartbeat(3);
    await rig.clock.advance(20_000);
    expect(rig.results.map(({ type }) => type)).toEqual(['started', 'heartbeat']);
  });

  it('leaves it to the handler to finish: what it gives is reported', async () => {
    const { held, rig } = await heldRig();
    await rig.send(execute());
    await rig.send(cancel());
    held.calls[0]!.end({ id: 'p' });
    await rig.clock.advance(1_000);
    expect(rig.results).toMatchObject([{ type: 'completed', output: { id: 'p' } }]);
  });

  it('leaves it to the handler to stop: what it threw is an ordinary failure of unknown effect', async () => {
    const { held, contexts, rig } = await heldRig();
    await rig.send(execute());
    await rig.send(cancel());
    held.calls[0]!.fail(contexts[0]!.abort.reason);
    await rig.clock.quiet();
    expect(rig.results).toMatchObject([{ type: 'failed', effect: 'unknown', error: { type: 'ActivityAborted' } }]);
  });

  it('B10 read before its command was picked up: it is not executed, and nothing happened', async () => {
    const { held, rig } = await heldRig();
    await rig.send(execute(), cancel());
    await rig.clock.advance(1_000);
    expect(held.calls).toHaveLength(0);
    expect(rig.results).toMatchObject([notBegun]);
    expect(rig.committed).toBe(2);
  });

  it('B10 read while its command waits for a place here: it is not executed', async () => {
    const { held, rig } = await heldRig();
    await rig.send(execute({ workflowId: 'busy' }), execute());
    await rig.send(cancel());
    held.calls[0]!.end({ id: 'p' });
    await rig.clock.quiet();
    expect(held.calls).toHaveLength(1);
    expect(rig.results).toHaveLength(2);
    expect(rig.results.find(({ workflowId }) => workflowId === 'order-42')).toMatchObject(notBegun);
  });

  it('B10 read while its command is being claimed: it is not executed', async () => {
    const held = new HeldCalls();
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const rig = await participantRig({
      handlers: [{ contract: charge, execute: held.handle, compensate: () => undefined }],
      ledger: (ledger) => ({
        record: async (records) => gate.then(() => ledger.record(records)),
        read: (keys) => ledger.read(keys),
        sweep: (before, limit) => ledger.sweep(before, limit),
      }),
    });
    await rig.send(execute());
    await rig.send(cancel());
    open();
    await rig.clock.quiet();
    expect(held.calls).toHaveLength(0);
    expect(rig.results).toMatchObject([notBegun]);
  });

  it('B10 its undo finds nothing to undo', async () => {
    const { undone, held, rig } = await heldRig();
    await rig.send(execute(), cancel(), compensate('unknown'));
    await rig.clock.advance(1_000);
    expect([held.calls.length, undone.length]).toEqual([0, 0]);
    expect(rig.results).toMatchObject([notBegun, { type: 'completed', operation: 'compensate' }]);
  });

  it('finds a command that is delayed here', async () => {
    let calls = 0;
    const rig = await participantRig({
      handlers: [
        {
          contract: charge,
          execute: () => {
            calls++;
            throw new CommandDelayed({ retryAfterMs: 60_000 });
          },
          compensate: () => undefined,
        },
      ],
    });
    await rig.send(execute());
    await rig.send(cancel());
    await rig.clock.advance(60_000);
    expect(calls).toBe(1);
    expect(rig.results).toMatchObject([notBegun]);
  });

  it('is remembered: the command does not run when it comes again, elsewhere', async () => {
    const { held, rig } = await heldRig();
    await rig.send(cancel());
    await rig.send(execute());
    expect(held.calls).toHaveLength(0);
    expect(rig.results).toMatchObject([notBegun]);
  });

  it('is remembered beside a claim: what a dead worker had begun does not begin again, and may have happened', async () => {
    const { held, rig } = await heldRig();
    await rig.remember({ mark: 'execute.1', body: { kind: 'claim', until: 0, by: 'a dead worker' } });
    await rig.send(cancel());
    await rig.send(execute());
    expect(held.calls).toHaveLength(0);
    expect(rig.results).toMatchObject([{ ...notBegun, effect: 'unknown' }]);
  });

  it('does not take back what is known to have completed', async () => {
    const { held, rig } = await heldRig();
    await rig.send(execute());
    held.calls[0]!.end({ id: 'p' });
    await rig.clock.quiet();
    await rig.send(cancel());
    await rig.send(execute());
    expect(rig.results.map(({ type }) => type)).toEqual(['completed', 'completed']);
  });

  it('does not concern the attempts after it', async () => {
    const { held, contexts, rig } = await heldRig(3);
    await rig.send(execute({ attempt: 1 }));
    await rig.send(cancel('timeout', { attempt: 1 }), execute({ attempt: 2 }));
    expect(held.calls).toHaveLength(2);
    expect(contexts.map(({ attempt, abort }) => [attempt, abort.aborted])).toEqual([
      [1, true],
      [2, false],
    ]);
  });

  it.each([
    ['another run', { run: 1 }],
    ['another namespace', { namespace: 'acme' }],
    ['another activity', { activityId: 'charge-2' }],
  ])('of %s is none of its business', async (_, options) => {
    const { contexts, rig } = await heldRig();
    await rig.send(execute());
    await rig.send(cancel('canceled', options));
    expect(contexts[0]!.abort.aborted).toBe(false);
  });

  it('does not stop an undo', async () => {
    const undoing = new HeldCalls();
    const contexts: ActivityContext[] = [];
    const rig = await participantRig({
      handlers: [
        {
          contract: charge,
          execute: () => ({ id: 'p' }),
          compensate: (forward, ctx) => {
            contexts.push(ctx);
            return undoing.handle(forward);
          },
        },
      ],
    });
    await rig.send(execute(), compensate('completed'));
    await rig.send(cancel());
    expect(contexts[0]!.abort.aborted).toBe(false);
  });

  it('of an activity that nobody here knows is passed over, without a dead letter', async () => {
    const { rig } = await heldRig();
    await rig.send({ ...cancel(), activity: 'payments.unheard-of' });
    await rig.clock.advance(1_000);
    expect(rig.results).toEqual([]);
    expect(rig.deadLetters).toEqual([]);
    expect(rig.committed).toBe(1);
  });

  it('of a later release, with a reason unheard of, is a cancel all the same', async () => {
    const { contexts, rig } = await heldRig();
    await rig.send(execute());
    await rig.send(cancel('obsolete' as CancelReason));
    expect(contexts[0]!.abort.reason).toEqual(new ActivityAborted('canceled'));
  });
});
