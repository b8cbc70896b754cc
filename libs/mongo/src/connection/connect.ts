import type { Clock, Log } from '@skald/ports';
import mongoose, { type Connection } from 'mongoose';
import { mongoStores, type MongoStores } from '../mongo-stores.js';
import { projectionModel } from '../schema/projection.schema.js';
import { applySchema, missingFromSchema } from '../schema/schema.mongo.js';
import { checkServer, type ServerAbilities } from './check-server.js';
import { answered, inTime } from './in-time.js';
import { asking } from './mongo-errors.js';
import { readUri } from './mongo-uri.js';
import { notConnected } from './refused.js';
import { Reopening } from './reopening.js';

export interface MongoStoreOptions {
  readonly uri: string;
  /** Instead of the one that the URI names. */
  readonly database?: string;
  /** Create missing collections and indexes; otherwise they are named in a warning. */
  readonly createSchema?: boolean;
  readonly maxPoolSize?: number;
  /** How long an operation waits for a server that can take it. */
  readonly serverSelectionTimeoutMs?: number;
  readonly log: Log;
  readonly clock: Clock;
}

export interface MongoStore extends MongoStores {
  readonly connection: Connection;
  /** Resolves when the server answers; rejects with StoreUnavailable. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Connects, proves that the server keeps what it acknowledges, and hands out the stores.
 * @throws MongoRefused when the configuration or the server cannot be used
 * @throws StoreUnavailable when no server answers: try again
 */
export async function connectMongo(options: MongoStoreOptions): Promise<MongoStore> {
  const address = readUri(options.uri);
  const dbName = options.database ?? address.database;
  const connection = mongoose.createConnection();
  const { clock } = options;
  try {
    await open(connection, options, dbName);
    const database = connection.getClient().db(dbName);
    const abilities = await answered(checkServer(database, address.where), clock);
    await answered(prepareSchema(database, options), clock);
    return stores(connection, dbName, abilities, options);
  } catch (error) {
    await connection.close(true).catch(() => undefined);
    throw notConnected(error, address.where);
  }
}

/** Also after it was closed. */
async function open(connection: Connection, options: MongoStoreOptions, dbName: string): Promise<void> {
  await connection.openUri(options.uri, {
    dbName,
    appName: 'skald',
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
    serverSelectionTimeoutMS: options.serverSelectionTimeoutMs ?? 5_000,
    connectTimeoutMS: 5_000,
    socketTimeoutMS: 20_000,
    maxPoolSize: options.maxPoolSize ?? 20,
  });
}

async function prepareSchema(database: mongoose.mongo.Db, { createSchema, log }: MongoStoreOptions): Promise<void> {
  if (createSchema) {
    const created = await applySchema(database);
    if (created.length > 0) log.write('info', 'created collections and indexes', { created });
    return;
  }
  const missing = await missingFromSchema(database);
  if (missing.length > 0) {
    log.write('warn', 'collections or indexes are missing: run `npm run schema -- --apply`', { missing });
  }
}

/** The stores of whichever client the connection has. */
function stores(
  connection: Connection,
  dbName: string,
  abilities: ServerAbilities,
  options: MongoStoreOptions,
): MongoStore {
  const { clock, log } = options;
  let present = connection.getClient().db(dbName);
  let isClosed = false;
  const { watch } = new Reopening(clock, log, async () => {
    if (isClosed) return;
    // Not by force: mongoose would refuse its models for good.
    await connection.close();
    await open(connection, options, dbName);
    present = connection.getClient().db(dbName);
    // Closed meanwhile: nobody is to find a client that lives on.
    if (isClosed) await connection.close();
    else log.write('info', 'the client of the store was opened anew');
  });
  const model = projectionModel(connection);
  return {
    ...mongoStores({
      database: {
        collection: <D extends mongoose.mongo.Document>(name: string) =>
          inTime(() => present.collection<D>(name), watch),
      },
      model: inTime(() => model, watch),
      abilities,
    }),
    connection,
    async ping() {
      await asking(() => watch(present.command({ ping: 1 })));
    },
    async close() {
      isClosed = true;
      await connection.close();
    },
  };
}
