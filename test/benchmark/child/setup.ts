import { kafkaBus } from '@skald/kafka';
import { connectMongo } from '@skald/mongo';
import { systemClock, systemIds } from '@skald/runtime';
import { stderrLog as log } from '../modes/stderr-log.ts';

/** What a process of the cluster is told, as JSON in its first argument. */
export interface ChildSettings {
  readonly brokers: string;
  readonly uri: string;
  readonly database: string;
  readonly partitions: number;
}

export const settings = JSON.parse(process.argv[2] ?? '{}') as ChildSettings;

export async function connect(clientId: string) {
  const clock = systemClock();
  const ids = systemIds();
  const { uri, database, brokers } = settings;
  const store = await connectMongo({ uri, database, createSchema: true, clock, log });
  const bus = kafkaBus({ brokers: brokers.split(','), clientId, clock, ids, log });
  return { clock, ids, log, store, bus };
}

/** Tells the parent that work can begin, and ends in order when the parent says so or is gone. */
export function live(stop: () => Promise<void>): void {
  process.once('disconnect', () => void stop().finally(() => process.exit()));
  process.send?.('ready');
}
