import type { SagaClientOptions } from '@skald/runtime';

type Settings = Omit<SagaClientOptions, 'clock' | 'ids' | 'log'>;

/** The bus is closed by the module at shutdown, after everything that uses it. */
export interface SagaClientModuleOptions extends Settings, Partial<Pick<SagaClientOptions, 'clock' | 'ids' | 'log'>> {
  /** How long a shutdown waits for answers that are still out, milliseconds. Default 5,000. */
  readonly drainMs?: number;
}
