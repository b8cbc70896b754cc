import type { Json } from '@skald/contracts';
import type { Ledger, LedgerRecord, RecordOutcome } from '@skald/ports';
import type { mongo } from 'mongoose';
import { authoritative, durable } from './connection/durable.js';
import { asking } from './connection/mongo-errors.js';
import { insertEach } from './insert-each.js';
import { loadedPayload, storedPayloads, type EscapeMark } from './payload/stored-payload.js';

/** One record in `ledger`. */
export interface LedgerDocument extends EscapeMark {
  /** `key|mark`; a mark has no `|`. */
  readonly _id: string;
  readonly key: string;
  readonly mark: string;
  readonly at: Date;
  readonly body: Json;
}

const keysPerQuery = 100;

export class MongoLedger implements Ledger {
  constructor(private readonly records: mongo.Collection<LedgerDocument>) {}

  async record(records: readonly LedgerRecord[]): Promise<readonly RecordOutcome[]> {
    const outcomes = await insertEach(this.records, records.map(toDocument));
    return outcomes.map((outcome) => {
      if (outcome.kind === 'refused') throw new TypeError(`The ledger cannot hold a record: ${outcome.reason}`);
      return { kind: outcome.kind === 'inserted' ? 'recorded' : 'exists' };
    });
  }

  async read(keys: readonly string[]): Promise<readonly (readonly LedgerRecord[])[]> {
    const found = new Map<string, LedgerRecord[]>(keys.map((key) => [key, []]));
    const wanted = [...found.keys()];
    for (let i = 0; i < wanted.length; i += keysPerQuery) {
      const ranges = wanted.slice(i, i + keysPerQuery).map(recordsOf);
      const documents = await asking(() => this.records.find({ $or: ranges }, authoritative).toArray());
      for (const document of documents) found.get(document.key)?.push(toRecord(document));
    }
    for (const records of found.values()) records.sort((a, b) => (a.mark < b.mark ? -1 : 1));
    return keys.map((key) => found.get(key) ?? []);
  }

  async sweep(before: number, limit: number): Promise<number> {
    const old = { at: { $lt: new Date(before) } };
    const oldest = this.records.find(old, { projection: { _id: 1 }, sort: { at: 1 }, limit });
    const ids = (await asking(() => oldest.toArray())).map(({ _id }) => _id);
    if (ids.length === 0) return 0;
    const { deletedCount } = await asking(() =>
      this.records.deleteMany({ _id: { $in: ids } }, { writeConcern: durable }),
    );
    return deletedCount;
  }
}

/** A range of the `_id` index: `}` comes after `|`. Other keys may fall into it, hence `key`. */
function recordsOf(key: string): mongo.Filter<LedgerDocument> {
  return { key, _id: { $gte: `${key}|`, $lt: `${key}}` } };
}

function toDocument({ key, mark, at, body }: LedgerRecord): LedgerDocument {
  return { _id: `${key}|${mark}`, key, mark, at: new Date(at), ...storedPayloads({ body }) };
}

function toRecord(document: LedgerDocument): LedgerRecord {
  const { key, mark, at, body } = document;
  return { key, mark, at: at.getTime(), body: loadedPayload(document, body) };
}
