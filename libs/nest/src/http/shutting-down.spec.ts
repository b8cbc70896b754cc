import { describe, expect, it } from '@jest/globals';
import { Health } from '../health/health.js';
import { Lifecycle } from '../life/lifecycle.js';
import { openGateway } from './gateway-rig.for-spec.js';

describe('a process that is told to end', () => {
  it('[sigterm] is not ready from that moment on, says why, and lives until what it does is done', async () => {
    const { application, call } = await openGateway();
    let finish = (): void => undefined;
    application.get(Lifecycle).attach({
      name: 'busy',
      start: () => Promise.resolve(),
      drain: () => new Promise((resolve) => (finish = resolve)),
      health: () => ({ ready: true, problems: [], gauges: {} }),
    });
    const health = application.get(Health);
    expect(await health.ready()).toEqual({ ready: true, problems: [] });
    let isClosed = false;
    const closed = application.close().then(() => (isClosed = true));
    await new Promise((resolve) => setImmediate(resolve));

    expect(await call('/health/ready')).toMatchObject({
      status: 503,
      body: { problems: ['this process is shutting down'] },
    });
    expect((await call('/health/live')).status).toBe(200);
    expect(isClosed).toBe(false);
    finish();
    await closed;
  });
});
