import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { setTimeout as passes } from 'node:timers/promises';
import { services } from '../../docker/services/index.ts';
import { nap } from './child/napping-saga.ts';
import { Coordinators } from './system/coordinators.ts';

jest.setTimeout(120_000);

const servers = await services();

(servers.available ? describe : describe.skip)('a saga that sleeps while its process is killed', () => {
  let cluster: Coordinators;

  beforeAll(async () => {
    if (servers.available) cluster = await Coordinators.open(servers, 'nap', []);
  });
  afterAll(() => cluster?.close());

  it.each([1_000, 2_000])('C1 %d ms into its four seconds sleeps them to their end, and wakes once', async (into) => {
    const workflowId = `nap-${into}`;
    const coordinator = await cluster.begin('napping-saga.ts');
    const began = Date.now();
    const handle = await cluster.client.start(nap, { workflowId, input: null });
    await passes(into - (Date.now() - began));
    await coordinator.kill9();
    const next = await cluster.begin('napping-saga.ts');
    expect(await handle.result()).toBe('rested');
    expect(Date.now() - began).toBeGreaterThanOrEqual(4_000);

    const turns = await cluster.store.journal.page(`default/${workflowId}`, -1, 100);
    const timers = turns.flatMap(({ at, events }) =>
      events.flatMap((event): (string | number)[] => {
        if (event.type === 'TimerStarted') return [`due at ${Date.parse(event.fireAt)}`];
        return event.type === 'TimerFired' ? [at] : [];
      }),
    );
    expect(timers).toEqual([`due at ${turns[0]!.at + 4_000}`, expect.any(Number)]);
    expect(timers[1]).toBeGreaterThanOrEqual(turns[0]!.at + 4_000);
    expect(turns.at(-1)!.events.map(({ type }) => type)).toEqual(['TimerFired', 'SagaCompleted']);
    expect(await next.stop()).toBe(0);
    expect(cluster.deadLetters.records).toEqual([]);
  });
});
