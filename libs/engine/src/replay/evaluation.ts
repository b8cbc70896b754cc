import type { Limits } from '../execution/limits.js';
import type { Scopes } from '../saga/scopes.js';
import type { Watch } from '../saga/watch.js';
import type { Guard } from './deliver.js';

/** What saga code needs of the world while it is evaluated. */
export interface Evaluation {
  /** Resolves when every promise chain that was ready has settled. */
  settled(): Promise<void>;
  readonly guard: Guard;
  /** Default `defaultLimits`. */
  readonly limits?: Limits;
  readonly scopes: Scopes;
  readonly watch?: Watch;
}
