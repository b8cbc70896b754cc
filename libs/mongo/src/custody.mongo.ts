import type { Custody, Suspect } from '@skald/ports';
import type { mongo } from 'mongoose';
import { authoritative, durable } from './connection/durable.js';
import { asking } from './connection/mongo-errors.js';

/** One partition in `custody`. */
export interface CustodyDocument {
  /** Topic and partition. */
  readonly _id: string;
  readonly holder: string;
}

/** One instance in `suspects`. */
export interface SuspectDocument {
  readonly _id: string;
  readonly tries: number;
}

export class MongoCustody implements Custody {
  constructor(
    private readonly partitions: mongo.Collection<CustodyDocument>,
    private readonly marks: mongo.Collection<SuspectDocument>,
  ) {}

  async take(holder: string, partitions: readonly string[]): Promise<readonly string[]> {
    const others = { _id: { $in: [...partitions] }, holder: { $ne: holder } };
    const held = await asking(() => this.partitions.find(others, authoritative).toArray());
    await replace(
      this.partitions,
      partitions.map((_id) => ({ _id, holder })),
    );
    const unclean = new Set(held.map(({ _id }) => _id));
    return partitions.filter((partition) => unclean.has(partition));
  }

  async giveBack(holder: string, partitions: readonly string[]): Promise<void> {
    const own = { _id: { $in: [...partitions] }, holder };
    await asking(() => this.partitions.deleteMany(own, { writeConcern: durable }));
  }

  async suspects(): Promise<readonly Suspect[]> {
    const documents = await asking(() => this.marks.find({}, authoritative).toArray());
    return documents.map(({ _id, tries }) => ({ instance: _id, tries }));
  }

  mark(suspects: readonly Suspect[]): Promise<void> {
    return replace(
      this.marks,
      suspects.map(({ instance, tries }) => ({ _id: instance, tries })),
    );
  }

  async clear(instances: readonly string[]): Promise<void> {
    await asking(() => this.marks.deleteMany({ _id: { $in: [...instances] } }, { writeConcern: durable }));
  }
}

async function replace<D extends { readonly _id: string }>(
  collection: mongo.Collection<D>,
  documents: readonly D[],
): Promise<void> {
  if (documents.length === 0) return;
  const operations = documents.map(({ _id, ...replacement }): mongo.AnyBulkWriteOperation<D> => {
    const filter = { _id } as mongo.Filter<D>;
    return { replaceOne: { filter, replacement, upsert: true } };
  });
  await asking(() => collection.bulkWrite(operations, { ordered: false, writeConcern: durable }));
}
