import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openGateway, type OpenGateway } from './gateway-rig.for-spec.js';

let gateway: OpenGateway;

describe('HTTP with a token', () => {
  beforeAll(async () => {
    gateway = await openGateway({ token: 'correct horse' });
  });
  afterAll(() => gateway.application.close());

  it.each([undefined, 'Bearer wrong', 'Basic correct horse', 'Bearer correct horse and more'])(
    'refuses %p',
    async (authorization) => {
      const answer = await gateway.call('/v1/instances', {
        headers: authorization === undefined ? {} : { authorization },
      });
      expect(answer).toMatchObject({ status: 401, body: { code: 'UNAUTHORIZED' } });
    },
  );

  it('takes the right one', async () => {
    expect((await gateway.call('/v1/instances', { headers: { authorization: 'Bearer correct horse' } })).status).toBe(
      200,
    );
  });

  it('leaves probes alone', async () => {
    expect((await gateway.call('/health/live')).status).toBe(200);
    expect((await gateway.call('/health/ready')).status).toBe(200);
  });
});
