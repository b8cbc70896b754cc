import mongoose, { type mongo } from 'mongoose';

const { BSON } = mongoose.mongo;

/** One state of a document, as bytes: nothing of it is shared with those who wrote or read it. */
export class StoredDocument {
  readonly id: string;
  private parsed: mongo.Document | undefined;

  constructor(private readonly bytes: Uint8Array) {
    const { _id } = this.content;
    if (typeof _id !== 'string') throw new TypeError(`The simulated MongoDB keeps documents by text, not by ${_id}`);
    this.id = _id;
  }

  static of(content: mongo.Document): StoredDocument {
    return new StoredDocument(BSON.serialize(content));
  }

  /** For the server's own eyes: to be compared, never changed or handed out. */
  get content(): mongo.Document {
    return (this.parsed ??= this.copy());
  }

  copy(): mongo.Document {
    return BSON.deserialize(this.bytes);
  }
}
