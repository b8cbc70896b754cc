import type { mongo } from 'mongoose';
import type { Question } from './matching.js';
import type { MongoConnection } from './mongo-connection.js';

/** A question that is asked when its documents are wanted. */
export class SimulatedCursor {
  private readonly question: { -readonly [K in keyof Question]: Question[K] };

  constructor(
    private readonly connection: MongoConnection,
    private readonly collection: string,
    filter: mongo.Document,
    private readonly options: mongo.FindOptions,
  ) {
    const { sort, limit, projection } = options;
    this.question = {
      filter,
      ...(sort === undefined ? {} : { sort: sort as Record<string, 1 | -1> }),
      ...(limit === undefined ? {} : { limit }),
      ...(projection === undefined ? {} : { projection }),
    };
  }

  sort(order: Record<string, 1 | -1>): this {
    this.question.sort = order;
    return this;
  }

  limit(most: number): this {
    this.question.limit = most;
    return this;
  }

  toArray(): Promise<mongo.Document[]> {
    const { connection, collection, question } = this;
    return connection.read(`${collection} find`, this.options, (level) =>
      connection.server.find(collection, question, level),
    );
  }
}
