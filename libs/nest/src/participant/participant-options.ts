import type { ParticipantOptions } from '@skald/runtime';
import type { Store } from '../adapters/store.js';
import type { FatalListener } from '../life/end-process.js';

type Settings = Pick<ParticipantOptions, 'bus' | 'bindings' | 'queues' | 'group' | 'prefix' | 'limits'>;
type Surroundings = Partial<Pick<ParticipantOptions, 'clock' | 'ids' | 'log'>>;

/** Store and bus are closed by the module at shutdown, after everything that uses them. */
export interface ParticipantModuleOptions extends Settings, Surroundings {
  readonly store: Pick<Store, 'ledger' | 'ping' | 'close'>;
  /** Whether command topics that are missing, and dead letters of bound replies, are created. Default true. */
  readonly createTopics?: boolean;
  /** Of command topics that are created. Default 8. */
  readonly partitions?: number;
  /** How long a shutdown may take to finish what is under way, milliseconds. Default 25,000. */
  readonly drainMs?: number;
  /** Default: log it and end the process. */
  readonly onFatal?: FatalListener;
}
