import { describe, expect, it } from '@jest/globals';

import { charge, execute, HeldCalls, participantRig } from './rig.for-spec.js';

const at = (now: number, ms: number): string => new Date(now + ms).toISOString();

async function heldRig(concurrency = 10) {
  const held = new HeldCalls();
  const rig = await participantRig({
    handlers: [{ contract: charge, execute: held.handle, compensate: () => undefined, concurrency }],
  });
  return { held, rig };
}

describe('rule 4: the deadline', () => {
  it('is not started after, and nothing is claimed', async () => {
    const { held, rig } = await heldRig();
    await rig.send(execute({ deadline: at(rig.clock.now(), -1) }));
    expect(held.calls).toHaveLength(0);
    expect(await rig.marks()).toEqual({});
    expect(rig.results).toMatchObject([
      { type: 'failed', error: { type: 'skald.DeadlineExceeded' }, effect: 'none', retryable: false },
    ]);
  });

  it('counts when a place is free, not when the command came', async () => {
    const { held, rig } = await heldRig(1);
    await rig.send(execute(), execute({ workflowId: 'next', deadline: at(rig.clock.now(), 1_000) }));
    await rig.clock.advance(2_000);
    held.calls[0]!.end({ id: 'p' });
    await rig.clock.quiet();
    expect(held.calls).toHaveLength(1);
    expect(rig.results.find(({ workflowId }) => workflowId === 'next')).toMatchObject({
      error: { type: 'skald.DeadlineExceeded' },
    });
  });

  it('does not cut off what has begun', async () => {
    const { held, rig } = await heldRig();
    await rig.send(execute({ deadline: at(rig.clock.now(), 1_000) }));
    await rig.clock.advance(2_000);
    held.calls[0]!.end({ id: 'p' });
    await rig.clock.quiet();
    expect(rig.results).toMatchObject([{ type: 'completed' }]);
  });

  it('does not hide what an earlier delivery did', async () => {
    const { rig } = await heldRig();
    const done = { kind: 'completed', output: { id: 'p-1' }, by: 'them', ran: true };
    await rig.remember(
      { mark: 'execute.1', body: { kind: 'claim', until: 0, by: 'them' } },
      { mark: 'execute.1.done', body: done },
      { mark: 'execute.2', body: { kind: 'claim', until: 0, by: 'them' } },
    );
    const deadline = at(rig.clock.now(), -1);
    await rig.send(execute({ deadline }), execute({ attempt: 2, deadline }), execute({ attempt: 3, deadline }));
    expect(rig.results).toMatchObject([
      { attempt: 1, type: 'completed', output: { id: 'p-1' } },
      { attempt: 2, type: 'failed', effect: 'unknown' },
      { attempt: 3, type: 'failed', effect: 'none' },
    ]);
  });
});
