import { instanceKey } from '@skald/contracts';
import type { Execution, SagaBug, TurnOutcome } from '@skald/engine';
import { CorruptHistory, startOf } from '@skald/engine';
import type { AppendOutcome, Clock, EncodedTurn, Log } from '@skald/ports';
import { UnknownFormat } from '@skald/ports';
import type { Batch } from '../../batch/batch.js';
import { BatchClosed } from '../../batch/batch-closed.error.js';
import type { Admission, Place } from '../caps/admission.js';
import type { Stopwatch } from '../suspects/stopwatch.js';
import type { CoordinatorMeter } from '../meter.js';
import type { SagaRegistry } from '../saga-registry.js';
import type { ExecutionCache } from './execution-cache.js';
import type { InstanceLoading, Loaded } from './instance-loading.js';
import type { Item } from './item.js';
import type { Parking } from './parking.js';
import { isOpen, isOpenAndGoing } from './is-open.js';
import type { TurnDelivery } from './turn-delivery.js';

export interface TurnMakerOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly registry: SagaRegistry;
  readonly cache: ExecutionCache;
  readonly commits: Batch<EncodedTurn, AppendOutcome>;
  readonly loading: InstanceLoading;
  readonly delivery: TurnDelivery;
  readonly parking: Parking;
  readonly admission: Admission | undefined;
  readonly stopwatch: Stopwatch;
  readonly meter: CoordinatorMeter | undefined;
  /** Told what this release cannot read: it is for another one. */
  readonly standAside: (error: UnknownFormat) => void;
  /** Changes whenever an instance may have had another owner in between. */
  readonly term: () => number;
  readonly owns: (instance: string) => boolean;
}

/** Somebody else keeps writing our turns; the input waits for its next try. */
const conflictLimit = 10;
/** Not even that it is parked can be stored. */
const refusalLimit = 3;

interface Decided {
  readonly outcome: TurnOutcome;
  readonly append?: AppendOutcome;
}

/** Takes an instance through the rooms: load, turn, commit, publish, settle. */
export class TurnMaker {
  constructor(private readonly options: TurnMakerOptions) {}

  /** Takes the items through; each is settled, or comes again (V1). */
  async work(instance: string, items: readonly Item[], withheld?: SagaBug): Promise<void> {
    const left = [...items];
    try {
      await this.#through(instance, left, withheld);
      await this.options.parking.parkIfSlow(instance);
    } catch (error) {
      // On its way out: what is not settled comes again.
      if (error instanceof BatchClosed) return;
      // Nothing is settled, nothing is written: it comes again, to whom can read it.
      if (error instanceof UnknownFormat) return this.options.standAside(error);
      await this.#failed(instance, left, error as Error).catch((again: unknown) => {
        if (!(again instanceof BatchClosed)) this.options.log.write('error', String(again), { instance });
      });
    }
  }

  /** `left`: what was taken is removed from it. */
  async #through(instance: string, left: Item[], withheld: SagaBug | undefined): Promise<void> {
    const { parking } = this.options;
    const term = this.options.term();
    const resumes = left.some(({ input }) => input.kind === 'request' && input.request.type === 'resume');
    const how = withheld === undefined ? { resumes } : { withheld };
    if (resumes) this.options.stopwatch.forgive(instance);
    const load = (): Promise<Loaded> => this.options.loading.load(instance, how, left);
    let loaded = await this.options.loading.first(instance, left, how);
    if (withheld !== undefined) loaded = await parking.withhold(instance, loaded, withheld);
    let atOnce = left.length;
    let conflicts = 0;
    let refusals = 0;
    for (;;) {
      const canPark = isOpenAndGoing(loaded.execution);
      if (loaded.refusal !== undefined && canPark) {
        loaded = await parking.park(instance, 'RECORD_TOO_LARGE', loaded.refusal);
        if (isOpenAndGoing(loaded.execution) && ++refusals > refusalLimit) throw new Error(loaded.refusal);
        continue;
      }
      const decided = await this.#decide(loaded, left, atOnce);
      if (decided === undefined) {
        loaded = await load();
        continue;
      }
      const { outcome, append } = decided;
      if (append !== undefined) {
        if (append.kind === 'conflict') {
          // V3: somebody else wrote this seq. Load, decide again.
          conflicts += 1;
          if (conflicts > conflictLimit) await this.options.clock.settled();
          loaded = await load();
          continue;
        }
        if (append.kind === 'refused') {
          if (++refusals > refusalLimit && atOnce === 1 && outcome.dispositions.length === 0)
            throw new Error(append.reason);
          if (atOnce > 1) atOnce = 1;
          else if (canPark && refusals <= refusalLimit) await parking.park(instance, 'RECORD_TOO_LARGE', append.reason);
          else
            await this.options.delivery.keepAsDeadLetters(
              instance,
              left.splice(0, 1),
              'ENGINE_ERROR',
              new Error(append.reason),
            );
          loaded = await load();
          if (left.length === 0) return;
          continue;
        }
      }
      const taken = left.slice(0, outcome.dispositions.length);
      const refused = await this.options.delivery.publish(instance, loaded.execution, outcome, taken, loaded.stale);
      left.splice(0, taken.length);
      const refusal = refused ?? loaded.refusal;
      if (refusal !== undefined && isOpenAndGoing(loaded.execution)) {
        loaded = await parking.park(instance, 'RECORD_TOO_LARGE', refusal);
        if (left.length > 0) continue;
        return;
      }
      loaded = { ...loaded, stale: false };
      if (outcome.drop && (left.length > 0 || outcome.more || needsReload(outcome))) {
        loaded = await load();
        if (left.length > 0 || loaded.execution.hasWork) continue;
      } else {
        if (left.length > 0 || outcome.more) continue;
        if (outcome.drop) return;
      }
      // Another owner may have gone on with it meanwhile, or has it now: what waited here was taken in before.
      const isOurs = term === this.options.term() && this.options.owns(instance);
      if (withheld === undefined && isOurs) this.#keep(instance, loaded.execution);
      return;
    }
  }

  /** Rooms 3 and 4; a start that becomes durable keeps its place. Undefined: only a fresh read can tell (V9). */
  async #decide({ execution, fresh }: Loaded, left: readonly Item[], atOnce: number): Promise<Decided | undefined> {
    const { commits, admission } = this.options;
    const { state } = execution;
    const items = left.slice(0, atOnce);
    const place = await this.#place(execution, items);
    const wasOpen = isOpen(execution);
    let began = false;
    try {
      const outcome = await this.#evaluate(execution, items, place?.kind === 'none' ? place.why : undefined);
      if (!fresh && needsFreshRead(outcome, execution, left)) return undefined;
      if (outcome.turn === undefined) return { outcome };
      const append = await commits.add(outcome.turn);
      if (append.kind === 'appended') {
        began = outcome.turn.turn.events.some(({ type }) => type === 'SagaStarted');
        admission?.changed(instanceKey(state), wasOpen, isOpen(execution));
      }
      return { outcome, append };
    } finally {
      if (place?.kind === 'taken') place.leave(began);
    }
  }

  /** Undefined: nothing can begin, or nothing is capped. */
  async #place(execution: Execution, items: readonly Item[]): Promise<Place | undefined> {
    const { admission } = this.options;
    if (admission === undefined || isOpen(execution)) return undefined;
    const starts = items.some(({ input }) => input.kind === 'request' && startOf(input.request) !== undefined);
    return starts ? admission.place(execution.state.namespace) : undefined;
  }

  #evaluate(execution: Execution, items: readonly Item[], noRoom: string | undefined): Promise<TurnOutcome> {
    const now = this.options.clock.now();
    const inputs = items.map((item) => item.input);
    const due = inputs[0]?.kind === 'wake' ? execution.nextTimerAt : undefined;
    if (due !== undefined && due <= now) this.options.meter?.timerFired((now - due) / 1_000);
    return execution.turn(inputs, now, this.options.registry.startable, noRoom);
  }

  /** Engine throws on good records (V7): the instance is parked with the stack, the records are kept, the partition goes on. */
  async #failed(instance: string, items: readonly Item[], error: Error): Promise<void> {
    if (error instanceof CorruptHistory)
      return this.options.delivery.keepAsDeadLetters(instance, items, 'CORRUPT_HISTORY', error);
    try {
      await this.options.parking.park(instance, 'ENGINE_ERROR', String(error.stack ?? error));
    } catch (again) {
      if (again instanceof BatchClosed) throw again;
    }
    await this.options.delivery.keepAsDeadLetters(instance, items, 'ENGINE_ERROR', error);
  }

  #keep(instance: string, execution: Execution): void {
    const { state } = execution;
    if (state.seq >= 0 && state.phase !== 'closed') this.options.cache.put(instance, execution);
  }
}

/**
 * V9: a refusal, a dead letter, an "unknown" is decided only on a fresh read; so is everything about an instance that is
 * not there, and that nothing is due although the store said so.
 */
function needsFreshRead(outcome: TurnOutcome, { state }: Execution, items: readonly Item[]): boolean {
  if (state.seq < 0) return true;
  if (outcome.turn === undefined && items.every(({ input }) => input.kind === 'wake')) return true;
  return outcome.dispositions.some(({ kind }) => kind === 'refused' || kind === 'dead');
}

/** An operator's retry past the pivot: the body is to be replayed and to go on. */
function needsReload(outcome: TurnOutcome): boolean {
  return outcome.status === 'running';
}
