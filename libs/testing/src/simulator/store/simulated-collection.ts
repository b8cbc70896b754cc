import mongoose, { type mongo } from 'mongoose';
import { batchesOf, type Batch } from './bulk.js';
import {
  bulkBroken,
  bulkFailed,
  notAcknowledged,
  refused,
  type WriteConcernError,
  type WriteError,
} from './driver-errors.js';
import type { MongoConnection } from './mongo-connection.js';
import { SimulatedCursor } from './simulated-cursor.js';
import type { Acknowledged } from './simulated-mongo.js';

const { BSON } = mongoose.mongo;

/** A collection as the driver has it: what libs/mongo calls, and with the driver's errors. */
export class SimulatedCollection {
  constructor(
    private readonly connection: MongoConnection,
    private readonly name: string,
  ) {}

  insertMany(documents: readonly mongo.Document[], options: mongo.BulkWriteOptions): Promise<void> {
    const operations = documents.map((document) => ({ insertOne: { document } }));
    return this.bulkWrite(operations, options);
  }

  /** Unordered alone. */
  async bulkWrite(
    operations: readonly mongo.AnyBulkWriteOperation[],
    { ignoreUndefined = false }: mongo.BulkWriteOptions,
  ): Promise<void> {
    const errors: WriteError[] = [];
    let concern: WriteConcernError | undefined;
    for (const batch of batchesOf(operations, ignoreUndefined)) {
      const done = await this.send(batch).catch((error: Error) => Promise.reject(bulkBroken(error)));
      concern ??= done.concern;
      errors.push(...done.value.map((error) => ({ ...error, index: batch.indexes[error.index]! })));
    }
    if (errors.length > 0 || concern !== undefined) throw bulkFailed(errors, concern);
  }

  replaceOne(filter: mongo.Document, replacement: mongo.Document, options: mongo.ReplaceOptions): Promise<void> {
    return this.change({ q: filter, u: replacement, upsert: options.upsert ?? false });
  }

  updateOne(filter: mongo.Document, change: mongo.Document): Promise<void> {
    return this.change({ q: filter, u: change });
  }

  async deleteMany(filter: mongo.Document): Promise<{ readonly deletedCount: number }> {
    const sent = copied(filter);
    const { server } = this.connection;
    const done = await this.connection.write(`${this.name} delete`, () => server.delete(this.name, sent));
    if (done.concern !== undefined) throw notAcknowledged(done.concern);
    return { deletedCount: done.value };
  }

  find(filter: mongo.Document, options: mongo.FindOptions = {}): SimulatedCursor {
    return new SimulatedCursor(this.connection, this.name, copied(filter), options);
  }

  countDocuments(filter: mongo.Document, options: mongo.CountDocumentsOptions = {}): Promise<number> {
    const sent = copied(filter);
    const { connection, name } = this;
    return connection.read(`${name} count`, options, (level) => connection.server.count(name, sent, level));
  }

  distinct(field: string, filter: mongo.Document, options: mongo.DistinctOptions = {}): Promise<unknown[]> {
    const sent = copied(filter);
    const { connection, name } = this;
    return connection.read(`${name} distinct`, options, (level) =>
      connection.server.distinct(name, field, sent, level),
    );
  }

  private async change(statement: mongo.Document): Promise<void> {
    const done = await this.send({ kind: 'update', statements: [BSON.serialize(statement)], indexes: [0] });
    const [error] = done.value;
    if (error !== undefined) throw refused(error);
    if (done.concern !== undefined) throw notAcknowledged(done.concern);
  }

  private send({ kind, statements }: Batch): Promise<Acknowledged<WriteError[]>> {
    const { server } = this.connection;
    return this.connection.write(`${this.name} ${kind}`, () => server[kind](this.name, statements));
  }
}

/** As it comes out of the wire. */
function copied(filter: mongo.Document): mongo.Document {
  return BSON.deserialize(BSON.serialize(filter));
}
