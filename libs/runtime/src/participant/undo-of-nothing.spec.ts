import { describe, expect, it } from '@jest/globals';

import { charge, compensate, execute, participantRig } from './rig.for-spec.js';

async function rigWithCounts() {
  const calls: string[] = [];
  const rig = await participantRig({
    handlers: [
      {
        contract: charge,
        execute: (_, ctx) => {
          calls.push(ctx.idempotencyKey);
          return { id: 'p-1' };
        },
        compensate: (forward, ctx) => void calls.push(`${ctx.idempotencyKey} ${forward.outcome}`),
      },
    ],
  });
  return { calls, rig };
}

describe('rule 2: an undo of what was never claimed', () => {
  it('succeeds without the handler when the outcome is unknown', async () => {
    const { calls, rig } = await rigWithCounts();
    await rig.send(compensate('unknown'));
    expect(calls).toEqual([]);
    expect(rig.results).toMatchObject([{ type: 'completed', operation: 'compensate', attempt: 1, output: null }]);
  });

  it.each([1, 2, 7])('is remembered, so that a later execute of attempt %i is refused', async (attempt) => {
    const { calls, rig } = await rigWithCounts();
    await rig.send(compensate('unknown'), execute({ attempt }));
    expect(calls).toEqual([]);
    expect(rig.results[1]).toMatchObject({
      type: 'failed',
      operation: 'execute',
      attempt,
      error: { type: 'skald.LateExecute' },
      effect: 'none',
      retryable: false,
    });
  });

  it('is repeated without the handler as well', async () => {
    const { calls, rig } = await rigWithCounts();
    await rig.send(compensate('unknown'), compensate('unknown'), compensate('unknown', { attempt: 2 }));
    expect(calls).toEqual([]);
    expect(rig.results.map(({ type, attempt }) => `${type} ${attempt}`)).toEqual([
      'completed 1',
      'completed 1',
      'completed 2',
    ]);
  });

  it('does not count a refused execute as a claim', async () => {
    const { calls, rig } = await rigWithCounts();
    await rig.send(compensate('unknown'), execute({ attempt: 2 }), compensate('unknown', { attempt: 2 }));
    expect(calls).toEqual([]);
  });
});

describe('rule 2: the handler runs', () => {
  it('always when the outcome is completed, even if nothing is on record here', async () => {
    const { calls, rig } = await rigWithCounts();
    await rig.send(compensate('completed'));
    expect(calls).toEqual(['order-42:charge:compensate completed']);
    await rig.send(execute());
    expect(rig.results[1]).toMatchObject({ type: 'failed', error: { type: 'skald.LateExecute' } });
  });

  it('when the outcome is unknown and there is a claim', async () => {
    const { calls, rig } = await rigWithCounts();
    await rig.send(execute(), compensate('unknown'));
    expect(calls).toEqual(['order-42:charge:execute', 'order-42:charge:compensate unknown']);
  });

  it('once more for a late undo, with the output, under a key of its own', async () => {
    const { calls, rig } = await rigWithCounts();
    const late = compensate('completed', { attempt: 2, late: true });
    await rig.send(execute(), compensate('unknown'), late, late);
    expect(calls.slice(1)).toEqual(['order-42:charge:compensate unknown', 'order-42:charge:compensate:late completed']);
    expect(rig.results.slice(2)).toMatchObject([
      { type: 'completed', operation: 'compensate', attempt: 2 },
      { type: 'completed', operation: 'compensate', attempt: 2 },
    ]);
  });

  it('again when the undo failed, and not when it succeeded', async () => {
    let failures = 1;
    const calls: number[] = [];
    const rig = await participantRig({
      handlers: [
        {
          contract: charge,
          execute: () => ({ id: 'p' }),
          compensate: (_, ctx) => {
            calls.push(ctx.attempt);
            if (failures-- > 0) throw new Error('not yet');
          },
        },
      ],
    });
    await rig.send(execute(), ...[1, 2, 3].map((attempt) => compensate('completed', { attempt })));
    expect(calls).toEqual([1, 2]);
    expect(rig.results.slice(1).map(({ type }) => type)).toEqual(['failed', 'completed', 'completed']);
  });
});
