import type { SagaClientOptions } from '@skald/runtime';
import type { Store } from '../adapters/store.js';

type Settings = Omit<SagaClientOptions, 'clock' | 'ids' | 'log' | 'store'>;

/** Bus and store are closed by the module at shutdown, after everything that uses it. */
export interface SagaClientModuleOptions extends Settings, Partial<Pick<SagaClientOptions, 'clock' | 'ids' | 'log'>> {
  /** To look instances up (`describe`, `view`, `status` of a handle); left out: this client reads nothing. */
  readonly store?: Pick<Store, 'journal' | 'instances' | 'ping' | 'close'>;
  /** How long a shutdown waits for answers that are still out, milliseconds. Default 5,000. */
  readonly drainMs?: number;
}
