import { describe, it, jest } from '@jest/globals';
import { services } from '../../docker/services/index.ts';
import { conformance } from './conformance.ts';
import { cluster } from './system.ts';

jest.setTimeout(60_000);

const servers = await services();

if (servers.available) {
  const { KAFKA_BROKERS, MONGODB_URI } = servers;
  conformance('on Kafka and MongoDB', () => cluster(KAFKA_BROKERS, MONGODB_URI, {}));
  conformance('on Kafka and MongoDB, with the cache switched off', () =>
    cluster(KAFKA_BROKERS, MONGODB_URI, { cacheBytes: 0 }),
  );
} else {
  describe.skip(`sagas on Kafka and MongoDB: ${servers.reason}`, () => {
    it('are not tried', () => undefined);
  });
}
