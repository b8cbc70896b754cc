import { borrow } from '../../docker/services/index.ts';

/** Before all tests: shared servers, named in the environment. Without them the tests that need them are skipped. */
export default async function setup(): Promise<void> {
  const found = await borrow();
  if (found.available) {
    process.env['KAFKA_BROKERS'] = found.KAFKA_BROKERS;
    process.env['MONGODB_URI'] = found.MONGODB_URI;
  } else {
    process.stderr.write(`SKIPPING every test that needs Kafka or MongoDB: ${found.reason}\n`);
  }
}
