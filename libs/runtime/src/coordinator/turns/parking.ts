import type { ParkCode } from '@skald/contracts';
import type { SagaBug } from '@skald/engine';
import type { AppendOutcome, Clock, EncodedTurn } from '@skald/ports';
import type { Batch } from '../../batch/batch.js';
import type { Evaluating } from '../load/loader.js';
import type { Stopwatch } from '../suspects/stopwatch.js';
import type { ExecutionCache } from './execution-cache.js';
import type { InstanceLoading, Loaded } from './instance-loading.js';
import { isOpenAndGoing } from './is-open.js';
import type { TurnDelivery } from './turn-delivery.js';

export interface ParkingOptions {
  readonly clock: Clock;
  readonly cache: ExecutionCache;
  readonly commits: Batch<EncodedTurn, AppendOutcome>;
  readonly loading: InstanceLoading;
  readonly delivery: TurnDelivery;
  readonly stopwatch: Stopwatch;
}

/** Parks an instance that cannot go on here, so that its partition does (V7). */
export class Parking {
  constructor(private readonly options: ParkingOptions) {}

  /** Its turn, or what it sends, is not taken: it is parked where it can be. */
  async park(instance: string, code: ParkCode, why: string): Promise<Loaded> {
    const loaded = await this.options.loading.load(instance);
    return isOpenAndGoing(loaded.execution) ? this.#record(instance, loaded, code, why) : loaded;
  }

  /** Evaluating it does harm. Where no code of it runs, as while it is undone, it goes on. `loaded`: with its code withheld. */
  async withhold(instance: string, loaded: Loaded, bug: SagaBug): Promise<Loaded> {
    const { execution } = loaded;
    const wouldRun = isOpenAndGoing(execution) && execution.state.phase === 'forward';
    return wouldRun ? this.#record(instance, loaded, bug.code, bug.message, { withheld: bug }) : loaded;
  }

  /** Its turn stands; what its code would do next to everybody else waits for an operator. */
  async parkIfSlow(instance: string): Promise<void> {
    const bug = this.options.stopwatch.verdictOn(instance);
    if (bug === undefined) return;
    this.options.cache.take(instance);
    await this.withhold(instance, await this.options.loading.load(instance, { withheld: bug }), bug);
  }

  async #record(instance: string, loaded: Loaded, code: ParkCode, why: string, how: Evaluating = {}): Promise<Loaded> {
    const { clock, commits, delivery, loading } = this.options;
    const { execution, stale } = loaded;
    const outcome = execution.park(code, why, clock.now());
    if (outcome.turn !== undefined) {
      const append = await commits.add(outcome.turn);
      if (append.kind === 'appended') await delivery.publish(instance, execution, outcome, [], stale);
    }
    return loading.load(instance, how);
  }
}
