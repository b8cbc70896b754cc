import { kafkaBus } from '@skald/kafka';
import { connectMongo } from '@skald/mongo';
import { pinoLog } from '@skald/nest';
import { systemClock, systemIds } from '@skald/runtime';

export const log = pinoLog({ level: 'info', process: 'trips' });

/** `KAFKA_BROKERS` and `MONGODB_URI` name the servers. */
export async function busAndStore() {
  const clock = systemClock();
  const bus = kafkaBus({
    brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','),
    clientId: 'trips',
    clock,
    ids: systemIds(),
    log,
  });
  const uri = process.env['MONGODB_URI'] ?? '';
  return { bus, store: await connectMongo({ uri, database: 'trips', createSchema: true, clock, log }) };
}
