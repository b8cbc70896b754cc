import { describe, expect, it } from '@jest/globals';
import type { Ledger } from '@skald/ports';

import { charge, execute, participantRig } from './rig.for-spec.js';

describe('rule 1: the claim comes before the effect', () => {
  it('stands in the ledger when the handler begins, with the end of its time', async () => {
    const seen: unknown[] = [];
    const rig = await participantRig({
      handlers: [
        {
          contract: charge,
          execute: async () => {
            seen.push(await rig.marks());
            return { id: 'p-1' };
          },
          compensate: () => undefined,
        },
      ],
    });
    const now = rig.clock.now();
    await rig.send(execute());
    expect(seen).toEqual([{ 'execute.1': { kind: 'claim', until: now + 30_000, by: expect.any(String) } }]);
    expect(await rig.marks()).toMatchObject({ 'execute.1.done': { kind: 'completed', output: { id: 'p-1' } } });
    expect(rig.results).toEqual([
      {
        type: 'completed',
        namespace: 'default',
        workflowId: 'order-42',
        run: 0,
        activityId: 'charge',
        operation: 'execute',
        attempt: 1,
        scheduledAt: '2026-01-01T00:00:00.000Z',
        output: { id: 'p-1' },
      },
    ]);
  });

  it('needs two calls of the ledger and one publish for everything of a moment, and no read', async () => {
    const calls: string[] = [];
    const counted = (ledger: Ledger): Ledger => ({
      record: (records) => {
        calls.push(`record ${records.length}`);
        return ledger.record(records);
      },
      read: (keys) => {
        calls.push('read');
        return ledger.read(keys);
      },
      sweep: (before, limit) => ledger.sweep(before, limit),
    });
    const rig = await participantRig({
      ledger: counted,
      bus: (bus) => ({
        ...bus,
        publish: (records) => {
          calls.push(`publish ${records.length}`);
          return bus.publish(records);
        },
      }),
      handlers: [{ contract: charge, execute: () => ({ id: 'p' }), compensate: () => undefined }],
    });
    await rig.send(...Array.from({ length: 50 }, (_, i) => execute({ workflowId: `order-${i}` })));
    expect(calls).toEqual(['record 50', 'record 50', 'publish 50']);
  });
});
