import { describe, expect, it } from '@jest/globals';
import type { SubscriptionHandlers } from '@skald/ports';

import { charge, execute, HeldCalls, participantRig } from './rig.for-spec.js';

const topic = 'saga.commands.payments';

/** A participant whose assignments and records come from the spec. */
async function drivenRig() {
  const held = new HeldCalls();
  let handlers: SubscriptionHandlers | undefined;
  const rig = await participantRig({
    handlers: [{ contract: charge, execute: held.handle, compensate: () => undefined, concurrency: 1 }],
    bus: (bus) => ({
      ...bus,
      subscribe: (_, given) => {
        handlers = given;
        return Promise.resolve({
          pause: () => undefined,
          resume: () => undefined,
          commit: () => Promise.resolve(),
          stop: () => Promise.resolve(),
        });
      },
    }),
  });
  const assigned = async (generation: number, ...partitions: number[]): Promise<void> => {
    handlers!.assigned(
      generation,
      partitions.map((partition) => ({ topic, partition })),
    );
    await rig.clock.quiet();
  };
  const records = async (generation: number, partition: number, ...offsets: number[]): Promise<void> => {
    handlers!.records(
      generation,
      offsets.map((offset) => ({
        ...{ topic, partition, offset, key: null, headers: {}, timestamp: 0 },
        value: Buffer.from(JSON.stringify(execute({ workflowId: `w-${partition}-${offset}` }))),
      })),
    );
    await rig.clock.quiet();
  };
  const end = async (call: number): Promise<void> => {
    held.calls[call]!.end({ id: 'p' });
    await rig.clock.quiet();
  };
  const reported = () => rig.results.map(({ workflowId }) => workflowId);
  return { rig, held, assigned, records, end, reported };
}

describe('a new assignment', () => {
  it('leaves what a kept partition is at, and knows what comes again', async () => {
    const { held, assigned, records, end, reported, rig } = await drivenRig();
    await assigned(1, 0);
    await records(1, 0, 0, 1);
    await assigned(2, 0);
    await records(2, 0, 0, 1, 2);
    await end(0);
    await end(1);
    await end(2);
    expect(reported()).toEqual(['w-0-0', 'w-0-1', 'w-0-2']);
    expect(held.calls).toHaveLength(3);
    await rig.clock.advance(200);
    expect(rig.committed).toBe(3);
  });

  it('[rebalance] takes away what had not begun, and lets finish what had', async () => {
    const { held, assigned, records, end, reported, rig } = await drivenRig();
    await assigned(1, 0, 1);
    await records(1, 0, 0, 1);
    await records(1, 1, 0);
    await assigned(2, 1);
    await end(0);
    await end(1);
    expect(reported()).toEqual(['w-0-0', 'w-1-0']);
    expect(held.calls).toHaveLength(2);
    expect(rig.participant.health().queues[0]!.waiting).toBe(0);
  });

  it('begins a partition that was away where it is told to', async () => {
    const { assigned, records, end, reported } = await drivenRig();
    await assigned(1, 0);
    await records(1, 0, 0, 1);
    await assigned(2);
    await assigned(3, 0);
    await records(3, 0, 1);
    await end(0);
    await end(1);
    expect(reported()).toEqual(['w-0-0', 'w-0-1']);
  });

  it('voids records of an older one', async () => {
    const { held, assigned, records } = await drivenRig();
    await assigned(1, 0);
    await assigned(2, 0);
    await records(1, 0, 0);
    expect(held.calls).toHaveLength(0);
  });
});
