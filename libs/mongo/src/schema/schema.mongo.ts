import type { mongo } from 'mongoose';
import { asking } from '../connection/mongo-errors.js';

export interface Index {
  readonly name: string;
  readonly key: Readonly<Record<string, 1>>;
  /** Only these documents are in it, where the store can do that. */
  readonly where?: Readonly<Record<string, string>>;
}

/** Every collection with its indexes beside `_id`. `_id` and `startedAt` at the end serve the order of pages. */
export const collections = {
  journal: [],
  instances: [
    { name: 'due', key: { bucket: 1, wakeAt: 1, _id: 1 } },
    { name: 'of_saga', key: { namespace: 1, saga: 1, status: 1, startedAt: 1, _id: 1 } },
    { name: 'newest', key: { namespace: 1, startedAt: 1, _id: 1 } },
    { name: 'attributes', key: { 'attributes.k': 1, 'attributes.v': 1 } },
    { name: 'expired', key: { expireAt: 1 } },
    { name: 'parked', key: { parkedFor: 1, saga: 1, version: 1, _id: 1 }, where: { status: 'parked' } },
  ],
  ledger: [{ name: 'age', key: { at: 1 } }],
  custody: [],
  suspects: [],
  versions: [],
} as const satisfies Record<string, readonly Index[]>;

const namespaceExists = 48;
const notImplemented = 238;

export function indexOptions({ name, where }: Index) {
  return where === undefined ? { name } : { name, partialFilterExpression: { ...where } };
}

/** What applying the schema does, as commands of the database's shell. */
export function printSchema(): string {
  return Object.entries(collections)
    .flatMap(([collection, indexes]) => [
      `db.createCollection(${JSON.stringify(collection)})`,
      ...indexes.map(
        (index) => `db.${collection}.createIndex(${JSON.stringify(index.key)}, ${JSON.stringify(indexOptions(index))})`,
      ),
    ])
    .join('\n');
}

/**
 * Creates what is missing and leaves the rest; returns what it created.
 * @throws StoreUnavailable
 */
export async function applySchema(database: mongo.Db): Promise<readonly string[]> {
  const missing = await missingFromSchema(database);
  for (const [collection, indexes] of Object.entries(collections)) {
    if (missing.includes(collection)) await createCollection(database, collection);
    for (const index of indexes) {
      if (missing.includes(`${collection}.${index.name}`)) await createIndex(database, collection, index);
    }
  }
  return missing;
}

/** Collections (`journal`) and indexes (`instances.due`) that the database lacks. */
export async function missingFromSchema(database: mongo.Db): Promise<readonly string[]> {
  const present = await asking(() => database.listCollections({}, { nameOnly: true }).toArray());
  const missing: string[] = [];
  for (const [collection, indexes] of Object.entries(collections)) {
    const exists = present.some(({ name }) => name === collection);
    if (!exists) missing.push(collection);
    const found = exists ? await indexKeys(database, collection) : [];
    const lacks = ({ key }: Index) => !found.includes(JSON.stringify(key));
    missing.push(...indexes.filter(lacks).map(({ name }) => `${collection}.${name}`));
  }
  return missing;
}

async function indexKeys(database: mongo.Db, collection: string): Promise<readonly string[]> {
  const indexes = await asking(() => database.collection(collection).listIndexes().toArray());
  return indexes.map((index: { key?: unknown }) => JSON.stringify(index.key));
}

async function createIndex(database: mongo.Db, collection: string, index: Index): Promise<void> {
  const { name, key } = index;
  const create = (options: ReturnType<typeof indexOptions>): Promise<string> =>
    database.collection(collection).createIndex({ ...key }, options);
  await asking(() =>
    create(indexOptions(index)).catch((error: { code?: unknown }) => {
      if (index.where === undefined || error.code !== notImplemented) throw error;
      return create({ name });
    }),
  );
}

/** Another process may have just created it. */
async function createCollection(database: mongo.Db, name: string): Promise<void> {
  await asking(() =>
    database.createCollection(name).catch((error: { code?: unknown }) => {
      if (error.code !== namespaceExists) throw error;
    }),
  );
}
