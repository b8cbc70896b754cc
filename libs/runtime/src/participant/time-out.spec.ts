import { describe, expect, it } from '@jest/globals';

import type { ActivityContext } from './activity-context.js';
import { ActivityAborted } from './errors/activity-aborted.error.js';
import { charge, execute, HeldCalls, participantRig } from './rig.for-spec.js';

async function heldRig() {
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
  return { held, contexts, rig };
}

describe('an attempt without a time limit', () => {
  it('B8 that works five times as long as its claim counts is one attempt, and its answer the only one', async () => {
    const { held, rig } = await heldRig();
    const { timeoutMs: _, ...unlimited } = execute();
    await rig.send(unlimited);
    await rig.clock.advance(5 * 60_000);
    expect(rig.committed).toBe(0);
    held.calls[0]!.end({ id: 'p' });
    await rig.clock.advance(1_000);
    expect(held.calls).toHaveLength(1);
    expect(rig.results).toMatchObject([{ type: 'completed', attempt: 1 }]);
    expect(rig.committed).toBe(1);
  });
});

describe('the time of an attempt', () => {
  it('fails it with an unknown effect, tells the handler, and settles the command', async () => {
    const { contexts, rig } = await heldRig();
    await rig.send(execute({ timeoutMs: 1_000 }));
    expect(contexts[0]!.abort.aborted).toBe(false);
    await rig.clock.advance(999);
    expect(rig.results).toEqual([]);
    await rig.clock.advance(1);
    expect(contexts[0]!.abort.reason).toEqual(new ActivityAborted('timeout'));
    expect(rig.results).toMatchObject([
      { type: 'failed', error: { type: 'skald.Timeout' }, effect: 'unknown', retryable: true },
    ]);
    await rig.clock.advance(200);
    expect(rig.committed).toBe(1);
  });

  it('is the same answer when the command comes again', async () => {
    const { held, rig } = await heldRig();
    await rig.send(execute({ timeoutMs: 1_000 }));
    await rig.clock.advance(1_000);
    await rig.send(execute({ timeoutMs: 1_000 }));
    expect(held.calls).toHaveLength(1);
    expect(rig.results[1]).toEqual(rig.results[0]);
  });

  it('leaves a completion that comes after it to be reported, and to be had by a higher attempt', async () => {
    const { held, rig } = await heldRig();
    await rig.send(execute({ timeoutMs: 1_000 }));
    await rig.clock.advance(1_000);
    held.calls[0]!.end({ id: 'p-1' });
    await rig.clock.quiet();
    await rig.send(execute({ attempt: 2 }));
    expect(held.calls).toHaveLength(1);
    expect(rig.results.slice(1)).toMatchObject([
      { type: 'completed', attempt: 1 },
      { type: 'completed', attempt: 2, output: { id: 'p-1' } },
    ]);
  });

  it('leaves a failure that comes after it unsaid', async () => {
    const { held, rig } = await heldRig();
    await rig.send(execute({ timeoutMs: 1_000 }));
    await rig.clock.advance(1_000);
    held.calls[0]!.fail(new Error('late'));
    await rig.clock.quiet();
    expect(rig.results).toHaveLength(1);
  });

  it('frees the place of the attempt, and health counts who still runs', async () => {
    const { held, rig } = await heldRig();
    await rig.send(execute({ timeoutMs: 1_000 }));
    await rig.clock.advance(1_000);
    await rig.send(execute({ attempt: 2 }));
    expect(held.calls).toHaveLength(2);
    expect(rig.participant.health().running).toBe(2);
    held.calls.forEach(({ end }) => end({ id: 'p' }));
    await rig.clock.quiet();
    expect(rig.participant.health().running).toBe(0);
    await Promise.all([rig.participant.drain(1_000), rig.clock.quiet()]);
    expect(rig.clock.timers).toBe(0);
  });
});
