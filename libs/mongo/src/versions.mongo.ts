import type { CurrentVersion, Versions } from '@skald/ports';
import type { mongo } from 'mongoose';
import { authoritative, durable } from './connection/durable.js';
import { asking } from './connection/mongo-errors.js';

/** One saga in `versions`. */
export interface CurrentVersionDocument {
  /** The name of the saga. */
  readonly _id: string;
  readonly version: number;
}

export class MongoVersions implements Versions {
  constructor(private readonly pointers: mongo.Collection<CurrentVersionDocument>) {}

  async current(): Promise<readonly CurrentVersion[]> {
    const documents = await asking(() => this.pointers.find({}, { ...authoritative, sort: { _id: 1 } }).toArray());
    return documents.map(({ _id, version }) => ({ saga: _id, version }));
  }

  async move({ saga, version }: CurrentVersion): Promise<void> {
    await asking(() => this.pointers.replaceOne({ _id: saga }, { version }, { upsert: true, writeConcern: durable }));
  }
}
