import { describe, expect, it } from '@jest/globals';
import type { Ledger } from '@skald/ports';
import { StoreUnavailable } from '@skald/ports';

import { charge, compensate, execute, HeldCalls, participantRig } from './rig.for-spec.js';

async function heldRig() {
  const held = new HeldCalls();
  const undone: string[] = [];
  const rig = await participantRig({
    handlers: [
      {
        contract: charge,
        execute: held.handle,
        compensate: (forward, ctx) => void undone.push(`${ctx.idempotencyKey} ${JSON.stringify(forward)}`),
      },
    ],
  });
  return { held, undone, rig };
}

describe('rule 3: an execute after its undo', () => {
  it('is refused, and certainly did nothing', async () => {
    const { held, rig } = await heldRig();
    await rig.send(execute());
    held.calls[0]!.fail(new Error('reset'));
    await rig.clock.quiet();
    await rig.send(compensate('unknown'), execute({ attempt: 2 }));
    expect(held.calls).toHaveLength(1);
    expect(rig.results[2]).toMatchObject({
      attempt: 2,
      error: { type: 'skald.LateExecute' },
      effect: 'none',
      retryable: false,
    });
  });

  it('is refused with an unknown effect where an earlier delivery of it had begun', async () => {
    const { held, rig } = await heldRig();
    await rig.remember(
      { mark: 'execute.2', body: { kind: 'claim', until: 0, by: 'a process that died' } },
      { mark: 'compensate.1', body: { kind: 'claim', until: 0, by: 'another' } },
    );
    await rig.send(execute({ attempt: 2 }));
    expect(held.calls).toHaveLength(0);
    expect(rig.results).toMatchObject([{ error: { type: 'skald.LateExecute' }, effect: 'unknown' }]);
  });
});

describe('rule 3: an execute that was still running when its undo came', () => {
  const input = { amount: 5 };

  async function overtaken() {
    const all = await heldRig();
    await all.rig.send(execute({ timeoutMs: 1_000 }), compensate('unknown'));
    expect(all.undone).toEqual([]);
    await all.rig.clock.advance(1_000);
    return all;
  }

  it('is waited for until its time is over, and then answered as timed out before the undo begins', async () => {
    const { undone, rig } = await overtaken();
    expect(undone).toEqual([`order-42:charge:compensate ${JSON.stringify({ input, outcome: 'unknown' })}`]);
    expect(rig.results).toMatchObject([
      { type: 'failed', operation: 'execute', error: { type: 'skald.Timeout' }, effect: 'unknown', retryable: true },
      { type: 'completed', operation: 'compensate' },
    ]);
  });

  it('undoes itself with its output under the key of the undo, and says nothing more', async () => {
    const { held, undone, rig } = await overtaken();
    held.calls[0]!.end({ id: 'p-9' });
    await rig.clock.quiet();
    expect(undone[1]).toBe(
      `order-42:charge:compensate ${JSON.stringify({ input, outcome: 'completed', output: { id: 'p-9' } })}`,
    );
    expect(rig.results).toHaveLength(2);
  });

  it('undoes itself as unknown when it failed in the end', async () => {
    const { held, undone, rig } = await overtaken();
    held.calls[0]!.fail(new Error('reset'));
    await rig.clock.quiet();
    expect(undone[1]).toBe(`order-42:charge:compensate ${JSON.stringify({ input, outcome: 'unknown' })}`);
    expect(rig.results).toHaveLength(2);
  });

  it('has nothing to undo when it failed for certain', async () => {
    const { held, undone, rig } = await overtaken();
    held.calls[0]!.fail(Object.assign(new Error('no'), { name: 'CardDeclined' }));
    await rig.clock.quiet();
    expect(undone).toHaveLength(1);
  });

  it('reports its completion when it cannot undo itself, so that the coordinator sends a late undo', async () => {
    const held = new HeldCalls();
    let undos = 0;
    const rig = await participantRig({
      handlers: [
        {
          contract: charge,
          execute: held.handle,
          compensate: () => {
            if (++undos === 2) throw new Error('not now');
          },
        },
      ],
    });
    await rig.send(execute({ timeoutMs: 1_000 }), compensate('unknown'));
    await rig.clock.advance(1_000);
    held.calls[0]!.end({ id: 'p-9' });
    await rig.clock.quiet();
    expect(rig.results[2]).toMatchObject({ type: 'completed', operation: 'execute', output: { id: 'p-9' } });
  });

  it('without a time-out is waited for as long as a claim lasts, and settled when it ends', async () => {
    const { held, undone, rig } = await heldRig();
    const { timeoutMs: _none, ...endless } = execute();
    await rig.send(endless, compensate('unknown'));
    await rig.clock.advance(59_999);
    expect(undone).toHaveLength(0);
    await rig.clock.advance(1);
    expect(undone).toHaveLength(1);
    held.calls[0]!.end({ id: 'p-9' });
    await rig.clock.quiet();
    expect(undone).toHaveLength(2);
    expect(rig.results).toMatchObject([
      { operation: 'compensate', type: 'completed' },
      { operation: 'execute', type: 'failed', error: { type: 'skald.LateExecute' }, retryable: false },
    ]);
    await rig.clock.advance(200);
    expect(rig.committed).toBe(2);
  });
});

describe('rule 3: an undo of what another process may still be executing', () => {
  it('S3 waits for the outcome, at most as long as that claim is live', async () => {
    const { undone, rig } = await heldRig();
    await rig.remember({ mark: 'execute.1', body: { kind: 'claim', until: rig.clock.now() + 5_000, by: 'them' } });
    await rig.send(compensate('unknown'));
    await rig.clock.advance(4_999);
    expect(undone).toHaveLength(0);
    await rig.clock.advance(1);
    expect(undone).toHaveLength(1);
    expect(await rig.marks()).toMatchObject({ 'execute.1.done': { kind: 'undone' } });
  });

  it('goes on when the outcome is there', async () => {
    const { undone, rig } = await heldRig();
    await rig.remember({ mark: 'execute.1', body: { kind: 'claim', until: rig.clock.now() + 50_000, by: 'them' } });
    await rig.send(compensate('unknown'));
    const body = { kind: 'completed', output: { id: 'x' }, by: 'them', ran: true };
    await rig.remember({ mark: 'execute.1.done', body });
    await rig.clock.advance(500);
    expect(undone).toHaveLength(1);
    expect(await rig.marks()).toMatchObject({ 'execute.1.done': body });
  });
});

describe('an outcome whose insert was answered by nobody', () => {
  it('is our own, so that an undo that came after it is left alone', async () => {
    let undos = 0;
    const losing = (ledger: Ledger): Ledger => ({
      record: async (records) => {
        const outcomes = await ledger.record(records);
        const done = records.some(({ mark }) => mark === 'execute.1.done');
        if (!done || outcomes[0]!.kind === 'exists') return outcomes;
        await ledger.record([{ ...records[0]!, mark: 'compensate.1', body: { kind: 'claim', until: 0, by: 'them' } }]);
        throw new StoreUnavailable('reset after the insert');
      },
      read: (keys) => ledger.read(keys),
      sweep: (before, limit) => ledger.sweep(before, limit),
    });
    const rig = await participantRig({
      ledger: losing,
      handlers: [{ contract: charge, execute: () => ({ id: 'p-1' }), compensate: () => void undos++ }],
    });
    await rig.send(execute());
    await rig.clock.advance(200);
    expect(rig.results).toMatchObject([{ type: 'completed', output: { id: 'p-1' } }]);
    expect(undos).toBe(0);
  });
});
