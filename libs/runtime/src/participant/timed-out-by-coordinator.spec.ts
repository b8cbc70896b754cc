import { describe, expect, it } from '@jest/globals';

import { cancel, charge, compensate, execute, HeldCalls, participantRig } from './rig.for-spec.js';

async function heldRig(concurrency = 1) {
  const held = new HeldCalls();
  const undone: unknown[] = [];
  const rig = await participantRig({
    handlers: [
      {
        contract: charge,
        concurrency,
        execute: held.handle,
        compensate: (forward) => void undone.push(forward),
      },
    ],
  });
  return { held, undone, rig };
}

describe('an attempt that the coordinator gave up as timed out', () => {
  it('B4 holds up neither the next attempt nor a place, although its handler goes on', async () => {
    const { held, rig } = await heldRig(1);
    await rig.send(execute({ heartbeatTimeoutMs: 5_000 }));
    await rig.send(cancel('timeout'), execute({ attempt: 2, heartbeat: 7 }));
    expect(held.calls).toHaveLength(2);
    held.calls[1]!.end({ id: 'second' });
    await rig.clock.quiet();
    expect(rig.results.map(({ type, attempt }) => [type, attempt])).toEqual([
      ['started', 1],
      ['completed', 2],
    ]);
  });

  it('still reports a completion', async () => {
    const { held, rig } = await heldRig();
    await rig.send(execute());
    await rig.send(cancel('timeout'));
    held.calls[0]!.end({ id: 'late' });
    await rig.clock.advance(1_000);
    expect(rig.results).toMatchObject([{ type: 'completed', output: { id: 'late' } }]);
    expect(rig.committed).toBe(2);
  });

  it('does not keep its undo waiting, and undoes itself when it ends', async () => {
    const { held, undone, rig } = await heldRig();
    await rig.send(execute({ timeoutMs: 3_600_000 }));
    await rig.send(cancel('timeout'), compensate('unknown'));
    expect(undone).toHaveLength(1);
    held.calls[0]!.end({ id: 'late' });
    await rig.clock.quiet();
    expect(undone[1]).toMatchObject({ outcome: 'completed', output: { id: 'late' } });
  });
});
