import type { Scopes } from './scopes.js';
import type { Watch } from './watch.js';

/** What stands around saga code while it runs. */
export interface Surroundings {
  readonly scopes: Scopes;
  readonly watch?: Watch;
  /** Topics where none but Skald writes: code that emits there has a bug. Default: none. */
  readonly isReserved?: (topic: string) => boolean;
}
