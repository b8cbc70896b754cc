import { requireTopicName } from '../identity/names.js';
import type { Schema, SchemaOutput } from './schema.js';
import { requireSchema } from './schema.js';

/** A business event that a saga publishes to the topic of its name. */
export interface DomainEventContract<T = any> {
  readonly kind: 'domain-event';
  readonly topic: string;
  readonly payload: Schema<T>;
}

export function defineDomainEvent<S extends Schema>(topic: string, payload: S): DomainEventContract<SchemaOutput<S>> {
  requireTopicName(topic);
  requireSchema(payload, `domain event ${topic}: payload`);
  return Object.freeze({ kind: 'domain-event', topic, payload: payload as Schema<SchemaOutput<S>> });
}
