import { describe, expect, it } from '@jest/globals';
import { isClosed } from '@skald/contracts';
import type { SagaEvent } from '@skald/contracts';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const endings: readonly SagaEvent['type'][] = ['SagaCompleted', 'SagaFailed', 'SagaCompensated', 'SagaCanceled'];

describe('a cancel and the last result', () => {
  it('G4 arrive at once, a thousand times: each instance has one ending, and it is last', async () => {
    const world = await new World().open([shop]);
    world.answer = ({ type, activityId }) =>
      type === 'execute' && activityId === 'charge' ? undefined : { type: 'completed', output: null };
    const workflowIds = Array.from({ length: 1_000 }, (_, n) => `order-${n}`);
    const request = (key: string, value: object) => ({ topic: 'saga.requests', key, value: JSON.stringify(value) });
    await world.bus.publish(
      workflowIds.map((key) => request(key, { type: 'start', saga: 'shop', input: { total: 10 } })),
    );
    await world.clock.advance(1_000);
    const cancels = workflowIds.map((key) => request(key, { type: 'cancel' }));
    const results = workflowIds.map((workflowId) => {
      const identity = { workflowId, namespace: 'default', run: 0, activityId: 'charge', operation: 'execute' };
      const value = JSON.stringify({ type: 'completed', ...identity, attempt: 1, output: 'paid' });
      return { topic: 'saga.results', key: workflowId, value };
    });
    const even = (_: unknown, n: number): boolean => n % 2 === 0;
    const odd = (_: unknown, n: number): boolean => n % 2 === 1;
    await world.bus.publish([...cancels.filter(even), ...results.filter(odd)]);
    await world.clock.settled();
    await world.bus.publish([...results.filter(even), ...cancels.filter(odd)]);
    await world.clock.advance(120_000);

    const statuses = new Set<string>();
    for (const workflowId of workflowIds) {
      const turns = await world.store.journal.page(`default/${workflowId}`, -1, 1_000);
      const events = turns.flatMap((turn) => turn.events);
      expect(events.filter(({ type }) => endings.includes(type))).toHaveLength(1);
      expect(endings).toContain(events.at(-1)!.type);
      const undone = events.filter((e) => e.type === 'ActivityCompleted' && e.operation === 'compensate').length;
      statuses.add(`${events.at(-1)!.type} after ${undone} undos`);
    }
    // Completed before the cancel was read; or undone with the payment unknown, and once more when it was known.
    expect([...statuses].sort()).toEqual(['SagaCompensated after 3 undos', 'SagaCompleted after 0 undos']);
    const projections = await world.store.instances.find(workflowIds.map((id) => `default/${id}`));
    expect(projections.every((projection) => projection !== undefined && isClosed(projection.status))).toBe(true);
    await world.coordinator.drain(1_000);
  }, 60_000);
});
