import type { mongo } from 'mongoose';
import type { SimulatedCollection } from './simulated-collection.js';

/** What a model of mongoose does for libs/mongo: it asks its collection. */
export class SimulatedModel {
  constructor(private readonly collection: SimulatedCollection) {}

  find(filter: mongo.Document, projection: Record<string, 1>): SimulatedQuery {
    return new SimulatedQuery(this.collection, filter, { projection });
  }
}

class SimulatedQuery {
  constructor(
    private readonly collection: SimulatedCollection,
    private readonly filter: mongo.Document,
    private readonly options: mongo.FindOptions,
  ) {}

  sort(sort: Record<string, 1 | -1>): SimulatedQuery {
    return this.with({ sort });
  }

  limit(limit: number): SimulatedQuery {
    return this.with({ limit });
  }

  readConcern(level: 'majority'): SimulatedQuery {
    return this.with({ readConcern: { level } });
  }

  read(readPreference: 'primary'): SimulatedQuery {
    return this.with({ readPreference });
  }

  lean(): SimulatedQuery {
    return this;
  }

  exec(): Promise<mongo.Document[]> {
    return this.collection.find(this.filter, this.options).toArray();
  }

  private with(more: mongo.FindOptions): SimulatedQuery {
    return new SimulatedQuery(this.collection, this.filter, { ...this.options, ...more });
  }
}
