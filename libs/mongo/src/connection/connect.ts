import type { Log } from '@skald/ports';
import mongoose, { type Connection } from 'mongoose';
import { mongoStores, type MongoStores } from '../mongo-stores.js';
import { projectionModel } from '../schema/projection.schema.js';
import { applySchema, missingFromSchema } from '../schema/schema.mongo.js';
import { checkServer, type ServerAbilities } from './check-server.js';
import { asking } from './mongo-errors.js';
import { readUri } from './mongo-uri.js';
import { notConnected } from './refused.js';

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
  let connection: Connection | undefined;
  try {
    connection = await open(options, dbName);
    const database = connection.getClient().db(dbName);
    const abilities = await checkServer(database, address.where);
    await prepareSchema(database, options);
    return stores(connection, database, abilities);
  } catch (error) {
    await connection?.close(true).catch(() => undefined);
    throw notConnected(error, address.where);
  }
}

function open(options: MongoStoreOptions, dbName: string): Promise<Connection> {
  return mongoose
    .createConnection(options.uri, {
      dbName,
      appName: 'skald',
      autoIndex: false,
      autoCreate: false,
      bufferCommands: false,
      serverSelectionTimeoutMS: options.serverSelectionTimeoutMs ?? 5_000,
      connectTimeoutMS: 5_000,
      socketTimeoutMS: 30_000,
      maxPoolSize: options.maxPoolSize ?? 20,
    })
    .asPromise();
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

function stores(connection: Connection, database: mongoose.mongo.Db, abilities: ServerAbilities): MongoStore {
  return {
    ...mongoStores({ database, model: projectionModel(connection), abilities }),
    connection,
    async ping() {
      await asking(() => database.command({ ping: 1 }));
    },
    close: () => connection.close(),
  };
}
