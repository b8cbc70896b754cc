import type { InstanceProjection } from '@skald/ports';
import type { mongo } from 'mongoose';
import { durable } from './connection/durable.js';
import { asking, documentErrors, duplicateKey } from './connection/mongo-errors.js';
import { insertEach } from './insert-each.js';
import { toProjectionDocument, type ProjectionDocument } from './projection-document.js';

type Operation = mongo.AnyBulkWriteOperation<ProjectionDocument>;

/**
 * A projection only ever replaces an older one. The first of an instance is an insert, later ones are upserts.
 * A twin `_id` means that what is stored is newer, or that another writer's came between; some stores then leave the
 * rest of an unordered update undone, so all of it is settled by steps that cannot collide.
 */
export async function saveProjections(
  collection: mongo.Collection<ProjectionDocument>,
  projections: readonly InstanceProjection[],
): Promise<void> {
  if (projections.length === 0) return;
  const documents = newestOfEach(projections).map(toProjectionDocument);
  try {
    await write(collection, documents.map(asInsertOrUpsert));
  } catch (error) {
    const refused = documentErrors(error).find(({ code }) => code !== duplicateKey);
    if (refused) throw notStorable(refused.message);
    await settle(collection, documents);
  }
}

async function settle(
  collection: mongo.Collection<ProjectionDocument>,
  documents: ProjectionDocument[],
): Promise<void> {
  await replaceAll(collection, documents);
  const ids = documents.map(({ _id }) => _id);
  const present = await asking(() => collection.find({ _id: { $in: ids } }, { projection: { _id: 1 } }).toArray());
  const absent = documents.filter(({ _id }) => !present.some((other) => other._id === _id));
  const outcomes = await insertEach(collection, absent);
  await replaceAll(
    collection,
    absent.filter((_, i) => outcomes[i]!.kind === 'exists'),
  );
  const refused = outcomes.find((outcome) => outcome.kind === 'refused');
  if (refused) throw notStorable(refused.reason);
}

async function replaceAll(
  collection: mongo.Collection<ProjectionDocument>,
  documents: ProjectionDocument[],
): Promise<void> {
  if (documents.length === 0) return;
  await asking(() =>
    write(
      collection,
      documents.map((document) => replaceOlder(document, false)),
    ),
  );
}

function write(collection: mongo.Collection<ProjectionDocument>, operations: Operation[]): Promise<unknown> {
  return collection.bulkWrite(operations, { ordered: false, writeConcern: durable, ignoreUndefined: true });
}

function newestOfEach(projections: readonly InstanceProjection[]): InstanceProjection[] {
  const newest = new Map<string, InstanceProjection>();
  for (const projection of projections) {
    const other = newest.get(projection.instance);
    if (!other || isNewer(projection, other)) newest.set(projection.instance, projection);
  }
  return [...newest.values()];
}

function isNewer(a: InstanceProjection, b: InstanceProjection): boolean {
  return a.seq > b.seq || (a.seq === b.seq && a.publishedSeq > b.publishedSeq);
}

function asInsertOrUpsert(document: ProjectionDocument): Operation {
  return document.seq === 0 ? { insertOne: { document } } : replaceOlder(document, true);
}

function replaceOlder({ _id, ...replacement }: ProjectionDocument, upsert: boolean): Operation {
  const { seq, publishedSeq } = replacement;
  const older = { _id, $or: [{ seq: { $lt: seq } }, { seq, publishedSeq: { $lt: publishedSeq } }] };
  return { replaceOne: { filter: older, replacement, upsert } };
}

function notStorable(reason: string): TypeError {
  return new TypeError(`A projection cannot be stored: ${reason}`);
}
