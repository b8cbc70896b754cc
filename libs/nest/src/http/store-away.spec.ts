import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EmbeddedStore } from '@skald/embedded';
import { StoreUnavailable } from '@skald/ports';
import { inMemory } from '../in-memory.for-spec.js';
import { fresh, openGateway, type OpenGateway } from './gateway-rig.for-spec.js';

/** A store whose disk is full: it reads, and writes nothing. */
function filling(store: EmbeddedStore, disk: { isFull: boolean }): EmbeddedStore {
  const writes = ['append', 'save', 'record', 'mark'];
  const over = <T extends object>(port: T): T =>
    new Proxy(port, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return (...given: unknown[]): unknown =>
          disk.isFull && writes.includes(String(name))
            ? Promise.reject(new StoreUnavailable('database or disk is full'))
            : Reflect.apply(method, target, given);
      },
    });
  return { ...store, journal: over(store.journal), instances: over(store.instances), ledger: over(store.ledger) };
}

describe('HTTP over a store that is full', () => {
  const disk = { isFull: true };
  let gateway: OpenGateway;
  beforeEach(async () => {
    const adapters = inMemory();
    gateway = await openGateway({ answerWithinMs: 100 }, { ...adapters, store: filling(adapters.store, disk) });
  });
  afterEach(() => gateway.application.close());

  it('M9 [store-down] says 503 and to retry later, is not ready and says why; with room again it recovers alone, and the start is there once', async () => {
    const workflowId = fresh();
    const start = { workflowId, requestId: 'r', input: { name: 'ana' } };
    const refused = await gateway.post('/v1/sagas/waiting', start);
    expect(refused).toMatchObject({ status: 503, body: { code: 'RETRY_LATER' } });
    expect(await gateway.call('/health/ready')).toMatchObject({
      status: 503,
      body: { problems: [expect.stringContaining('database or disk is full')] },
    });
    expect((await gateway.call('/health/live')).status).toBe(200);

    disk.isFull = false;
    await gateway.until('/health/ready', ({ status }) => status === 200);
    await gateway.until(`/v1/instances/${workflowId}`, ({ status }) => status === 200);
    expect(await gateway.post('/v1/sagas/waiting', start)).toMatchObject({ status: 202, body: { workflowId } });
    const { body } = await gateway.call(`/v1/instances/${workflowId}/history`);
    const events = body['events'] as { type: string }[];
    expect(events.filter(({ type }) => type === 'SagaStarted')).toHaveLength(1);
  });
});
