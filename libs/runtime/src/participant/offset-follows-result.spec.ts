import { describe, expect, it } from '@jest/globals';
import type { MessageBus } from '@skald/ports';
import { BusUnavailable } from '@skald/ports';

import { charge, execute, HeldCalls, participantRig } from './rig.for-spec.js';

describe('rule 6: the offset of a command', () => {
  it('L5 is committed only below what is settled', async () => {
    const held = new HeldCalls();
    const rig = await participantRig({
      handlers: [{ contract: charge, execute: held.handle, compensate: () => undefined }],
    });
    await rig.send(...['a', 'b', 'c'].map((workflowId) => execute({ workflowId })));
    held.calls[1]!.end({ id: 'b' });
    held.calls[2]!.end({ id: 'c' });
    await rig.clock.advance(1_000);
    expect(rig.results).toHaveLength(2);
    expect(rig.committed).toBe(0);
    held.calls[0]!.end({ id: 'a' });
    await rig.clock.advance(200);
    expect(rig.committed).toBe(3);
  });

  it('L5 is committed only after the broker has the result', async () => {
    let down = true;
    const unreliable = (bus: MessageBus): MessageBus => ({
      ...bus,
      publish: (records) => (down ? Promise.reject(new BusUnavailable('down')) : bus.publish(records)),
    });
    const rig = await participantRig({
      bus: unreliable,
      handlers: [{ contract: charge, execute: () => ({ id: 'p' }), compensate: () => undefined }],
    });
    await rig.send(execute());
    await rig.clock.advance(60_000);
    expect(rig.committed).toBe(0);
    down = false;
    await rig.clock.advance(10_000);
    expect(rig.results).toMatchObject([{ type: 'completed' }]);
    expect(rig.committed).toBe(1);
  });
});

describe('rule 5: a result', () => {
  it('echoes whose it is under the key of the instance, in the trace of the command', async () => {
    const rig = await participantRig({
      handlers: [{ contract: charge, execute: () => ({ id: 'p' }), compensate: () => undefined }],
    });
    const command = execute({ namespace: 'acme', workflowId: 'w:1', run: 3, activityId: 'charge#2', attempt: 4 });
    const records: { key: string; traceparent: string }[] = [];
    await rig.bus.subscribe(
      { group: 'keys', topics: ['saga.results'], broadcast: true },
      {
        assigned: () => undefined,
        crashed: () => undefined,
        records: (_, batch) =>
          batch.forEach(({ key, headers }) =>
            records.push({
              key: Buffer.from(key!).toString(),
              traceparent: Buffer.from(headers.traceparent!).toString(),
            }),
          ),
      },
    );
    await rig.bus.publish([
      {
        topic: 'saga.commands.payments',
        key: 'w:1:charge#2',
        value: JSON.stringify(command),
        headers: { traceparent: '00-1-2-01' },
      },
    ]);
    await rig.clock.quiet();
    expect(rig.results).toEqual([
      {
        type: 'completed',
        namespace: 'acme',
        workflowId: 'w:1',
        run: 3,
        activityId: 'charge#2',
        operation: 'execute',
        attempt: 4,
        scheduledAt: '2026-01-01T00:00:00.000Z',
        output: { id: 'p' },
      },
    ]);
    expect(records).toEqual([{ key: 'w:1', traceparent: '00-1-2-01' }]);
  });
});
