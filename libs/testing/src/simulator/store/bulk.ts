import mongoose, { type mongo } from 'mongoose';

const { BSON, MongoInvalidArgumentError } = mongoose.mongo;

/** One command of a bulk: statements of one kind. */
export interface Batch {
  readonly kind: 'insert' | 'update';
  readonly statements: readonly Uint8Array[];
  /** Where each of them stood in the bulk. */
  readonly indexes: readonly number[];
}

const largest = 16 * 1024 * 1024;
/** What an array adds to each of its items. */
const itemBytes = 7;

/**
 * Encodes an unordered bulk and cuts it into commands as the driver does: by kind, and by size.
 * @throws what the driver throws before it has sent anything
 */
export function batchesOf(operations: readonly mongo.AnyBulkWriteOperation[], ignoreUndefined: boolean): Batch[] {
  if (operations.length === 0) throw new MongoInvalidArgumentError('Invalid BulkOperation, Batch cannot be empty');
  const full: Filling[] = [];
  const current = { insert: new Filling('insert'), update: new Filling('update') };
  for (const [index, operation] of operations.entries()) {
    const { kind, statement } = statementOf(operation);
    const bytes = BSON.serialize(statement, { ignoreUndefined });
    if (bytes.length >= largest) {
      throw new MongoInvalidArgumentError(`Document is larger than the maximum size ${largest}`);
    }
    if (!current[kind].takes(bytes)) {
      full.push(current[kind]);
      current[kind] = new Filling(kind);
    }
    current[kind].add(bytes, index);
  }
  return [...full, current.insert, current.update].filter(({ statements }) => statements.length > 0);
}

class Filling implements Batch {
  readonly statements: Uint8Array[] = [];
  readonly indexes: number[] = [];
  private bytes = 0;

  constructor(readonly kind: Batch['kind']) {}

  takes(statement: Uint8Array): boolean {
    return this.statements.length === 0 || this.bytes + itemBytes + statement.length < largest;
  }

  add(statement: Uint8Array, index: number): void {
    this.statements.push(statement);
    this.indexes.push(index);
    this.bytes += itemBytes + statement.length;
  }
}

function statementOf(operation: mongo.AnyBulkWriteOperation): Pick<Batch, 'kind'> & { statement: mongo.Document } {
  if ('insertOne' in operation) return { kind: 'insert', statement: operation.insertOne.document };
  if ('replaceOne' in operation) {
    const { filter: q, replacement: u, upsert = false } = operation.replaceOne;
    return { kind: 'update', statement: { q, u, upsert } };
  }
  throw new TypeError(`The simulated MongoDB does not know ${Object.keys(operation).join()} in a bulk`);
}
