import { describe, expect, it } from '@jest/globals';

import { CommandDelayed } from './errors/command-delayed.error.js';
import { charge, compensate, execute, participantRig } from './rig.for-spec.js';

async function circuitRig() {
  const circuit = { open: true };
  const calls: string[] = [];
  const rig = await participantRig({
    handlers: [
      {
        contract: charge,
        concurrency: 1,
        execute: (_, ctx) => {
          calls.push(`${ctx.workflowId} ${ctx.attempt}`);
          return { id: 'p' };
        },
        compensate: (_, ctx) => void calls.push(`undo ${ctx.workflowId}`),
        breaker: (call) => {
          if (circuit.open) throw new CommandDelayed({ retryAfterMs: 5_000, reason: 'the circuit is open' });
          return call();
        },
      },
    ],
  });
  return { circuit, calls, rig };
}

describe('a command that is delayed', () => {
  it('is tried again here, as the same attempt, without a word to the coordinator', async () => {
    const { circuit, calls, rig } = await circuitRig();
    await rig.send(execute());
    await rig.clock.advance(12_000);
    expect(rig.results).toEqual([]);
    expect(rig.participant.health().delayed).toBe(1);
    expect(rig.committed).toBe(0);
    circuit.open = false;
    await rig.clock.advance(5_000);
    expect(calls).toEqual(['order-42 1']);
    expect(rig.results).toMatchObject([{ type: 'completed', attempt: 1 }]);
  });

  it('holds back its own key only', async () => {
    const { circuit, calls, rig } = await circuitRig();
    await rig.send(execute({ workflowId: 'a' }), compensate('unknown', { workflowId: 'a' }));
    circuit.open = false;
    await rig.send(execute({ workflowId: 'b' }));
    expect(calls).toEqual(['b 1']);
    await rig.clock.advance(5_000);
    expect(calls).toEqual(['b 1', 'a 1', 'undo a']);
  });

  it('is over at its deadline, and certainly did nothing', async () => {
    const { rig } = await circuitRig();
    await rig.send(execute({ deadline: new Date(rig.clock.now() + 7_000).toISOString() }));
    await rig.clock.advance(10_000);
    expect(rig.results).toMatchObject([{ error: { type: 'skald.DeadlineExceeded' }, effect: 'none' }]);
  });

  it('is refused when its undo came to another process meanwhile', async () => {
    const { circuit, calls, rig } = await circuitRig();
    await rig.send(execute());
    await rig.remember({ mark: 'compensate.1', body: { kind: 'claim', until: 0, by: 'them' } });
    circuit.open = false;
    await rig.clock.advance(5_000);
    expect(calls).toEqual([]);
    expect(rig.results).toMatchObject([{ error: { type: 'skald.LateExecute' }, effect: 'none' }]);
  });
});
