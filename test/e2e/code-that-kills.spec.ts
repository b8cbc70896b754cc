import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { services } from '../../docker/services/index.ts';
import { deadly, go, harmless, slow } from './child/deadly-saga.ts';
import { Coordinators } from './system/coordinators.ts';

jest.setTimeout(120_000);

const servers = await services();
const stallRetries = 2;

(servers.available ? describe : describe.skip)('a saga that kills its process with every turn', () => {
  let cluster: Coordinators;

  beforeAll(async () => {
    if (!servers.available) return;
    cluster = await Coordinators.open(servers, 'deadly', [{ contract: slow, execute: () => 'done' }]);
  });
  afterAll(() => cluster?.close());

  const begin = () =>
    cluster.begin('deadly-saga.ts', { SKALD_STALL_RETRIES: String(stallRetries), SKALD_SESSION_TIMEOUT_MS: '2000' });

  it('K6 K7 is parked with its reason after so many tries; a neighbour that waits for its activity is not', async () => {
    const { client } = cluster;
    let running = await begin();
    const waiting = await client.start(harmless, { workflowId: 'harmless-1', input: null });
    await client.start(deadly, { workflowId: 'deadly-1', input: null });
    // Nobody answers the signal: whoever could is dead.
    const signaled = client.handle(deadly, 'deadly-1').signal(go, null, { signalId: 'go' });

    const accepted = signaled.then(() => 'accepted' as const);
    let deaths = 0;
    while ((await Promise.race([running.ended, accepted])) !== 'accepted') {
      expect(await running.ended).toBe('SIGKILL');
      deaths += 1;
      expect(deaths).toBeLessThanOrEqual(stallRetries + 1);
      running = await begin();
    }

    expect(deaths).toBe(stallRetries + 1);
    const [events] = await cluster.eventsOf(['deadly-1']);
    expect(events!.find(({ type }) => type === 'SagaParked')).toMatchObject({ code: 'EVALUATION_KILLED' });
    expect(events!.map(({ type }) => type)).toContain('SignalReceived');

    // The neighbour has been out all the time, more often than the budget allows to those who kill.
    for (let restarts = 0; restarts <= stallRetries; restarts += 1) {
      await running.kill9();
      running = await begin();
    }
    expect((await cluster.eventsOf(['harmless-1']))[0]!.map(({ type }) => type)).toEqual([
      'SagaStarted',
      'ActivityScheduled',
    ]);
    await cluster.worker.start();
    expect(await waiting.result()).toBe('done');
    expect(cluster.deadLetters.records).toEqual([]);
  });
});
