import { expect, it } from '@jest/globals';
import { activity, saga } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const reserve = activity('inventory.reserve');
const charge = activity('payments.charge', { timeout: '30s' });

specify('activities run in sequence', (given) => {
  const code = saga(async (ctx, order: { id: string }) => {
    const reservation = await ctx.activity(reserve, { order: order.id });
    const payment = await ctx.activity(charge, { reservation: reservation.id }, { id: 'charge' });
    return { paid: payment.amount };
  });

  it('schedules the next activity when the one before has completed', async () => {
    const instance = given(code);
    await instance.start({ id: 'o-1' });
    expect(instance.story).toEqual(['SagaStarted', 'ActivityScheduled inventory.reserve#1']);
    await instance.complete('inventory.reserve#1', { id: 'r-7' });
    await instance.complete('charge', { amount: 12 });
    expect(instance.story).toEqual([
      'SagaStarted',
      'ActivityScheduled inventory.reserve#1',
      'ActivityCompleted inventory.reserve#1',
      'ActivityScheduled charge',
      'ActivityCompleted charge',
      'SagaCompleted',
    ]);
    expect(instance.status).toBe('completed');
    expect(instance.output).toEqual({ paid: 12 });
  });

  it('sends one command for each, with identity, key and limits', async () => {
    const instance = given(code);
    await instance.start({ id: 'o-1' });
    await instance.complete('inventory.reserve#1', { id: 'r-7' });
    expect(instance.commands()).toEqual([
      {
        type: 'execute',
        namespace: 'default',
        workflowId: 'w-1',
        run: 0,
        activityId: 'inventory.reserve#1',
        activity: 'inventory.reserve',
        attempt: 1,
        scheduledAt: '2026-11-22T10:00:00.000Z',
        idempotencyKey: 'w-1:inventory.reserve#1:execute',
        deadline: '2026-11-23T10:00:00.000Z',
        input: { order: 'o-1' },
      },
      expect.objectContaining({ activityId: 'charge', timeoutMs: 30_000, input: { reservation: 'r-7' } }),
    ]);
    expect(instance.sent.map((m) => m.kind === 'command' && [m.queue, m.key])).toEqual([
      ['inventory', 'w-1:inventory.reserve#1'],
      ['payments', 'w-1:charge'],
    ]);
  });

  it('makes one turn of each input', async () => {
    const instance = given(code);
    await instance.start({ id: 'o-1' });
    await instance.complete('inventory.reserve#1', { id: 'r-7' });
    await instance.complete('charge', { amount: 12 });
    expect(instance.turns.map(({ seq }) => seq)).toEqual([0, 1, 2]);
    expect(instance.events.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(instance.turns.map(({ causes }) => causes)).toEqual([['request'], ['result'], ['result']]);
  });

  it('waits for what is open', async () => {
    const instance = given(code);
    await instance.start({ id: 'o-1' });
    expect(instance.waitingFor).toEqual([
      {
        kind: 'activity',
        id: 'inventory.reserve#1',
        since: '2026-11-22T10:00:00.000Z',
        attempt: 1,
        detail: 'attempt 1',
      },
    ]);
  });

  it('O4 gives the code the very JSON that a replay would', async () => {
    const seen: unknown[] = [];
    const instance = given(
      saga(async (ctx, input) => {
        seen.push(input);
        seen.push(await ctx.activity(reserve, { at: new Date(0), nothing: undefined, zero: -0 }));
      }),
    );
    const odd = JSON.parse('{"__proto__": {"x": 1}, "zero": 0, "empty": "", "nul": "\\u0000", "smile": "😀"}');
    await instance.start(odd);
    await instance.complete('inventory.reserve#1', odd);
    for (const value of seen) expect(JSON.stringify(value)).toBe(JSON.stringify(odd));
    expect(instance.scheduled[0]?.input).toEqual({ at: '1970-01-01T00:00:00.000Z', zero: 0 });
  });
});
