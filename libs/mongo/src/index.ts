export { connectMongo } from './connection/connect.js';
export type { MongoStore, MongoStoreOptions } from './connection/connect.js';
export { mongoStores } from './mongo-stores.js';
export { MongoRefused } from './connection/refused.js';
export { applySchema, collections, missingFromSchema, printSchema } from './schema/schema.mongo.js';
export type { Index } from './schema/schema.mongo.js';
