import { describe, expect, it } from '@jest/globals';
import type { Health, Readiness } from './health.js';
import { openHealthServer } from './health-server.js';
import type { Metrics } from './metrics.js';

async function get(port: number, path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return { status: response.status, text: await response.text() };
}

describe('the health server', () => {
  it('lives and is not ready while the application is being put together', async () => {
    const server = await openHealthServer({ port: 0, host: '127.0.0.1' });
    expect((await get(server.port, '/health/live')).status).toBe(200);
    expect(await get(server.port, '/health/ready')).toEqual({
      status: 503,
      text: '{"status":"unavailable","problems":["booting"]}',
    });
    expect((await get(server.port, '/metrics')).status).toBe(503);
    expect((await get(server.port, '/')).status).toBe(404);
    await server.close();
  });

  it('says what the application says, and lives whatever that is', async () => {
    const server = await openHealthServer({ port: 0, host: '127.0.0.1' });
    let readiness: Readiness = { ready: true, problems: [] };
    server.watch({
      health: { ready: async () => readiness } as unknown as Health,
      metrics: { contentType: 'text/plain', text: async () => 'skald_coordinator_ready 1' } as unknown as Metrics,
    });
    expect(await get(server.port, '/health/ready')).toEqual({ status: 200, text: '{"status":"ok","problems":[]}' });
    expect(await get(server.port, '/metrics')).toEqual({ status: 200, text: 'skald_coordinator_ready 1' });

    readiness = { ready: false, problems: ['store: gone'] };
    expect((await get(server.port, '/health/ready?verbose')).status).toBe(503);
    expect((await get(server.port, '/health/live')).status).toBe(200);
    await server.close();
  });
});
