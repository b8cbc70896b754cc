import type { Connection, mongo } from 'mongoose';
import type { Call, EffectStore, HappenedEffect } from './effect-store.js';

interface EffectDocument extends Omit<HappenedEffect, 'key'> {
  readonly _id: string;
}

const duplicateKey = 11_000;

/** Collections `calls` and `effects`; the unique `_id` makes an effect effective once. */
export class MongoEffects implements EffectStore {
  readonly #calls: mongo.Collection<Call>;
  readonly #effects: mongo.Collection<EffectDocument>;

  constructor(connection: Pick<Connection, 'collection'>) {
    this.#calls = connection.collection<Call>('calls');
    this.#effects = connection.collection<EffectDocument>('effects');
  }

  async called(call: Call): Promise<void> {
    await this.#calls.insertOne({ ...call }, { writeConcern: { w: 'majority' } });
  }

  async happened({ key, ...effect }: HappenedEffect): Promise<boolean> {
    try {
      await this.#effects.insertOne({ _id: key, ...effect }, { writeConcern: { w: 'majority' } });
      return true;
    } catch (error) {
      if ((error as { code?: unknown }).code === duplicateKey) return false;
      throw error;
    }
  }

  async has(key: string): Promise<boolean> {
    return (await this.#effects.findOne({ _id: key }, { projection: { _id: 1 } })) !== null;
  }
}
