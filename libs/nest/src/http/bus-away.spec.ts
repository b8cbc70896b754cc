import { describe, expect, it } from '@jest/globals';
import { BusUnavailable, type MessageBus } from '@skald/ports';
import { inMemory } from '../in-memory.for-spec.js';
import { openGateway } from './gateway-rig.for-spec.js';

describe('HTTP while the bus is away', () => {
  it('L6 [broker-down] says to retry later, lives, and is not ready', async () => {
    const { bus } = inMemory();
    const gone = () => Promise.reject(new BusUnavailable('nobody answers'));
    const away: MessageBus = { ...bus, publish: gone, partitionCounts: gone, ping: gone };
    const gateway = await openGateway({ bus: away, answerWithinMs: 50 });
    const answer = await gateway.post('/v1/sagas/waiting', { input: { name: 'ana' } });
    expect(answer).toMatchObject({ status: 503, body: { code: 'RETRY_LATER' } });
    expect((await gateway.call('/health/live')).status).toBe(200);
    expect(await gateway.call('/health/ready')).toMatchObject({
      status: 503,
      body: { problems: ['bus: nobody answers'] },
    });
    await gateway.application.close();
  });
});
