import type { Limits } from '../execution/limits.js';
import type { Surroundings } from '../saga/surroundings.js';
import type { Guard } from './deliver.js';

/** What saga code needs of the world while it is evaluated. */
export interface Evaluation extends Surroundings {
  /** Resolves when every promise chain that was ready has settled. */
  settled(): Promise<void>;
  readonly guard: Guard;
  /** Default `defaultLimits`. */
  readonly limits?: Limits;
}
