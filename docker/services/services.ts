import { join } from 'node:path';
import { shared, sweepAbandoned } from './all-servers.ts';
import { chooseKafka, chooseStore, type Choice } from './choose.ts';
import { engineAnswers } from './compose.ts';
import { servers } from './folders.ts';
import { givenKafka, givenStore } from './given.ts';
import type { StoreName } from './kinds/kind.ts';
import { withLock } from './lock.ts';
import { readJson, writeJson } from './record.ts';
import { skippable } from './unavailable.ts';

export interface Environment {
  KAFKA_BROKERS: string;
  MONGODB_URI: string;
}

interface Chosen {
  kafka?: Choice;
  stores: Partial<Record<StoreName, Choice>>;
  /** The one `env` prints. */
  store: StoreName;
}

export const upLock = join(servers, 'lock');
export const chosenFile = join(servers, 'chosen.json');
/** Present while the shared servers run only for borrowers, and nobody asked to keep them. */
export const startedByBorrower = join(servers, 'started-by-borrower');

/** Makes sure that Kafka and the store run and answer. Throws when one cannot be had. */
export function up(store: StoreName = 'ferretdb'): Promise<Environment> {
  return withLock(upLock, async () => {
    await sweepAbandoned();
    const engine = givenKafka() && givenStore() ? Promise.resolve(false) : engineAnswers();
    const [kafka, mongo] = await Promise.allSettled([chooseKafka(engine), chooseStore(store, engine)]);
    if (kafka.status === 'rejected') throw kafka.reason;
    if (mongo.status === 'rejected') throw mongo.reason;
    const before = readJson<Chosen>(chosenFile);
    const chosen: Chosen = { kafka: kafka.value, stores: { ...before?.stores, [store]: mongo.value }, store };
    writeJson(chosenFile, chosen);
    return { KAFKA_BROKERS: kafka.value.address, MONGODB_URI: mongo.value.address };
  });
}

/** What an earlier `up` left running; undefined when something of it is not there. */
export function environment(store?: StoreName): Environment | undefined {
  const chosen = readJson<Chosen>(chosenFile);
  const name = store ?? chosen?.store ?? 'ferretdb';
  const brokers = givenKafka() ?? ifAlive(chosen?.kafka, 'kafka');
  const uri = givenStore() ?? ifAlive(chosen?.stores[name], name);
  return brokers && uri ? { KAFKA_BROKERS: brokers, MONGODB_URI: uri } : undefined;
}

export type Services = ({ available: true } & Environment) | { available: false; reason: string };

/** For tests: the shared servers, or why there are none. In CI it throws instead of giving a reason to skip. */
export async function services({ store }: { store?: StoreName } = {}): Promise<Services> {
  try {
    return { available: true, ...(await up(store)) };
  } catch (error) {
    return { available: false, reason: skippable(error) };
  }
}

function ifAlive(choice: Choice | undefined, kind: 'kafka' | StoreName): string | undefined {
  if (choice?.how === 'local' && !shared(kind).isRunning()) return undefined;
  return choice?.how === 'given' ? undefined : choice?.address;
}
