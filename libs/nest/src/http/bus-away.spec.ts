import { describe, expect, it } from '@jest/globals';
import { BusUnavailable, type MessageBus } from '@skald/ports';
import { virtualClock } from '@skald/testing';
import { inMemory } from '../in-memory.for-spec.js';
import { type Answer, openGateway } from './gateway-rig.for-spec.js';

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

  it('[broker-down] says so within five seconds, where nothing else is asked for', async () => {
    const { bus } = inMemory();
    const clock = virtualClock();
    const silent: MessageBus = { ...bus, publish: () => new Promise(() => undefined) };
    const gateway = await openGateway({ bus: silent, clock });
    const begin = clock.now();
    let answer: Answer | undefined;
    const asked = gateway.post('/v1/sagas/waiting', { input: { name: 'ana' } }).then((told) => (answer = told));
    while (answer === undefined) {
      await new Promise((resolve) => setImmediate(resolve));
      if (clock.timers > 0) await clock.advance(500);
    }
    await asked;
    expect(answer).toMatchObject({ status: 503, body: { code: 'RETRY_LATER' } });
    expect(clock.now() - begin).toBeLessThanOrEqual(5_000);
    const closed = gateway.application.close();
    await clock.advance(5_000);
    await closed;
  });
});
