import type { mongo } from 'mongoose';

/** On disk at a majority; `j` matters on a standalone server, where a majority of one acknowledges from memory. */
export const durable = { w: 'majority', j: true } as const satisfies mongo.WriteConcernOptions['writeConcern'];

/** Reads what is acknowledged at a majority, from the primary (V9). */
export const authoritative = {
  readConcern: { level: 'majority' },
  readPreference: 'primary',
} as const satisfies Pick<mongo.FindOptions, 'readConcern' | 'readPreference'>;
