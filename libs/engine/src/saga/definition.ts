import type { ActivityDefaults, Duration, SagaContract } from '@skald/contracts';
import type { SagaContext } from './context.js';

export interface SagaOptions {
  /** Of the whole instance; past it the saga is undone. Default: none. */
  readonly timeout?: Duration;
  /** When the instance has been open so long it is told, once; nothing else happens. */
  readonly escalateAfter?: Duration;
  /** Undos run one at a time, newest first, or all together. */
  readonly compensationOrder?: 'sequential' | 'parallel';
  /** How long a cancelled body may clean up. */
  readonly cancelGrace?: Duration;
  /** Of its activities, where neither call nor contract says otherwise. */
  readonly activityDefaults?: ActivityDefaults;
  /** An input, payload or time that is not what was recorded parks the instance; by default it is a warning. */
  readonly strictInputs?: boolean;
}

export const defaultCancelGrace: Duration = '1 minute';

/** One version of a saga: a contract and the code that decides. */
export interface SagaDefinition<I = any, O = any> {
  readonly contract: SagaContract<I, O>;
  /** Whole number from 1 on. */
  readonly version: number;
  readonly options: SagaOptions;
  run(ctx: SagaContext, input: I): Promise<O>;
}

/** What a start runs here: the version it names, else the present one. */
export type FindStartable = (saga: string, version: number | undefined) => SagaDefinition | undefined;
