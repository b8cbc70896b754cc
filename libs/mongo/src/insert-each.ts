import mongoose, { type mongo } from 'mongoose';
import { durable } from './connection/durable.js';
import { documentErrors, duplicateKey, unavailable } from './connection/mongo-errors.js';

const { BSON, MongoInvalidArgumentError } = mongoose.mongo;

/** What every server of this protocol takes for one document. */
const largestDocument = 16 * 1024 * 1024;

export type InsertOutcome =
  { readonly kind: 'inserted' } | { readonly kind: 'exists' } | { readonly kind: 'refused'; readonly reason: string };

/**
 * Inserts documents, each on its own, in one unordered command; one outcome per document, in order.
 * Counts in the answer are not used: some stores count duplicates among the inserted.
 * @throws StoreUnavailable when it is not known what was written
 */
export async function insertEach<D extends mongo.Document>(
  collection: mongo.Collection<D>,
  documents: readonly mongo.OptionalUnlessRequiredId<D>[],
): Promise<readonly InsertOutcome[]> {
  if (documents.length === 0) return [];
  const outcomes = documents.map((): InsertOutcome => ({ kind: 'inserted' }));
  try {
    await collection.insertMany(documents, { ordered: false, writeConcern: durable, ignoreUndefined: true });
  } catch (error) {
    if (neverSent(error)) return insertStorable(collection, documents, error);
    for (const { index, code, message } of documentErrors(error)) {
      outcomes[index] = code === duplicateKey ? { kind: 'exists' } : { kind: 'refused', reason: message };
    }
  }
  return outcomes;
}

/** The driver encodes the whole batch before it sends anything. */
function neverSent(error: unknown): boolean {
  return BSON.BSONError.isBSONError(error) || error instanceof MongoInvalidArgumentError;
}

async function insertStorable<D extends mongo.Document>(
  collection: mongo.Collection<D>,
  documents: readonly mongo.OptionalUnlessRequiredId<D>[],
  error: unknown,
): Promise<readonly InsertOutcome[]> {
  const reasons = documents.map(whyNotStorable);
  if (reasons.every((reason) => reason === undefined)) throw unavailable(error);
  const inserted = await insertEach(
    collection,
    documents.filter((_, i) => reasons[i] === undefined),
  );
  const outcomes = inserted.values();
  return reasons.map((reason) => (reason === undefined ? outcomes.next().value! : { kind: 'refused', reason }));
}

function whyNotStorable(document: mongo.Document): string | undefined {
  try {
    const size = BSON.serialize(document, { ignoreUndefined: true }).length;
    return size < largestDocument
      ? undefined
      : `its document has ${size} bytes, the store takes less than ${largestDocument}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
