import { describe, expect, it } from '@jest/globals';
import { defineActivity, defineDomainEvent, defineSaga } from '@skald/contracts';
import type { SagaDefinition } from '@skald/engine';
import { seededIds } from '@skald/testing';
import { z } from 'zod';
import { bindActivity } from '../../participant/bindings/activity-binding.js';
import { createParticipant } from '../../participant/create-participant.js';
import { createSources } from '../../sources/create-sources.js';
import { startsFrom } from '../../sources/source.js';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const own = ['saga.requests', 'saga.results', 'saga.commands.payments', 'saga.requests.dlq'];

/** Forges what clients and participants say. */
const forger = (topic: string): SagaDefinition => {
  const forged = defineDomainEvent(topic, z.any());
  return {
    contract: defineSaga('forger', { input: z.any(), output: z.any() }),
    version: 1,
    options: {},
    run: async (ctx) => ctx.emit(forged, { type: 'terminate', workflowId: 'order-42' }),
  };
};

describe('topics of Skald itself', () => {
  it.each([...own, 'saga.events', 'saga.replies'])('P2 take no domain event of a saga: %s', async (topic) => {
    const world = await new World().open([forger(topic), shop]);
    await world.send({ type: 'start', saga: 'shop', input: { total: 2_000 } });
    await world.send({ type: 'start', saga: 'forger', input: null }, 'order-7');

    const [parked] = await world.store.instances.find(['default/order-7']);
    expect(parked).toMatchObject({ status: 'parked' });
    expect(parked?.waitingFor[0]?.detail).toMatch(/^INVALID_INPUT: .* is a topic of Skald's own: emit to another one/);
    expect(await world.status()).toBe('running');
    expect(world.deadLetters).toEqual([]);
  });

  it('P2 are those of the prefix that is set, and no others', async () => {
    const world = await new World().open([forger('saga.audit')]);
    await world.bus.createTopics([{ topic: 'saga.audit', partitions: 1 }]);
    await world.send({ type: 'start', saga: 'forger', input: null }, 'order-7');
    expect(await world.status('order-7')).toBe('completed');
  });

  const tools = ({ bus, clock, log }: World) => ({ bus, clock, log, ids: seededIds() });

  it.each(own)('P2 start and signal no saga by a source, which would hear itself: %s', async (topic) => {
    const world = await new World().open([shop]);
    const sources = [startsFrom(topic, shop.contract, () => undefined)];
    expect(() => createSources({ ...tools(world), sources })).toThrow(`${topic} is a topic of Skald's own`);
    expect(() => createSources({ ...tools(world), sources, prefix: 'acme.' })).not.toThrow();
  });

  it.each(['saga.events', 'saga.replies'])('P2 that are for everybody may do so: %s', async (topic) => {
    const world = await new World().open([shop]);
    const sources = [startsFrom(topic, shop.contract, () => undefined)];
    expect(() => createSources({ ...tools(world), sources })).not.toThrow();
  });

  it.each(own)('P2 are bound to no activity, whose requests would be forged: %s', async (topic) => {
    const world = await new World().open([shop]);
    const look = defineActivity('payments.look', { input: z.any(), output: z.any() });
    const route = { correlation: { header: 'c' }, request: () => ({ value: 1 }), reply: () => undefined };
    const binding = (places: { requests: string; replies: string }) => [bindActivity(look, { ...route, ...places })];
    const bound = (places: { requests: string; replies: string }) =>
      createParticipant({ ...tools(world), ledger: world.store.ledger, handlers: [], bindings: binding(places) });
    const refusal = `the binding of payments.look: ${topic} is a topic of Skald's own`;
    expect(() => bound({ requests: topic, replies: 'bank.replies' })).toThrow(refusal);
    expect(() => bound({ requests: 'bank.requests', replies: topic })).toThrow(refusal);
  });
});
