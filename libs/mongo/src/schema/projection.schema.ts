import mongoose, { type Connection } from 'mongoose';
import { collections, indexOptions } from './schema.mongo.js';

const { Mixed } = mongoose.Schema.Types;

// Payloads are stored as they come: nothing is cast, added or left out.
const projectionSchema = new mongoose.Schema(
  {
    _id: { type: String, required: true },
    namespace: String,
    saga: String,
    version: Number,
    run: Number,
    seq: Number,
    runSeq: Number,
    publishedSeq: Number,
    status: String,
    parkedFor: String,
    cause: String,
    error: Mixed,
    input: Mixed,
    output: Mixed,
    view: Mixed,
    attributes: Mixed,
    waitingFor: Mixed,
    startedAt: Date,
    updatedAt: Date,
    closedAt: Date,
    expireAt: Date,
    bucket: Number,
    wakeAt: Date,
    escaped: Boolean,
  },
  { collection: 'instances', versionKey: false, minimize: false, autoIndex: false, autoCreate: false },
);

for (const index of collections.instances) projectionSchema.index({ ...index.key }, indexOptions(index));

export type ProjectionModel = ReturnType<typeof projectionModel>;

// Typed by the codec that reads and writes it: JSON is too deep a type for mongoose's inference.
export function projectionModel(connection: Connection) {
  return connection.model('Instance', projectionSchema);
}
