import type { CoordinatorOptions } from '@skald/runtime';
import type { Store } from '../adapters/store.js';
import type { FatalListener } from '../life/end-process.js';

type Settings = Omit<
  CoordinatorOptions,
  'journal' | 'instances' | 'custody' | 'versions' | 'sagas' | 'clock' | 'ids' | 'log'
>;
type Surroundings = Partial<Pick<CoordinatorOptions, 'clock' | 'ids' | 'log'>>;

/** Store and bus are closed by the module at shutdown, after everything that uses them. */
export interface CoordinatorModuleOptions extends Settings, Surroundings {
  readonly store: Omit<Store, 'ledger'>;
  /** How long a shutdown may take to finish what is under way, milliseconds. Default 25,000. */
  readonly drainMs?: number;
  /** Default: log it and end the process. */
  readonly onFatal?: FatalListener;
}
