import type { Replay, ReplayOptions, SagaDefinition } from '@skald/engine';
import { beginsRun, CorruptHistory, replayHistory } from '@skald/engine';
import type { Evaluation } from '@skald/engine';
import type { Clock, Ids, Instances, Journal } from '@skald/ports';
import { isUnreadable, UnreadableProjection, UnreadableTurn } from '@skald/ports';
import type { InstanceProjection } from '@skald/ports';
import type { Turn } from '@skald/engine';
import { Batch } from '../../batch/batch.js';
import { isDefect } from '../../batch/is-defect.js';
import type { CoordinatorMeter } from '../meter.js';

/** Whether its code may run although it ended a process, or not at all. */
export type Evaluating = Pick<ReplayOptions, 'withheld' | 'resumes'>;

interface Stored {
  readonly projection: InstanceProjection | undefined;
  readonly turns: readonly Turn[];
}

export interface LoadedInstance extends Replay {
  /** The history, from the start of the present run or earlier. */
  readonly turns: readonly Turn[];
  /** The stored projection is behind the journal: write it again before anything is settled. */
  readonly stale: boolean;
  /** The messages of every turn up to this one are known to be out. */
  readonly publishedSeq: number;
}

export interface LoaderOptions {
  readonly journal: Journal;
  readonly instances: Instances;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly evaluation: Evaluation;
  readonly find: (saga: string, version: number) => SagaDefinition | undefined;
  readonly onAvailability: (error: unknown) => void;
  readonly meter: CoordinatorMeter | undefined;
}

/** Room 2: a fresh majority read (V9), replayed. Loads of one macrotask are one read. */
export class Loader {
  readonly #batch: Batch<string, Stored>;

  constructor(private readonly options: LoaderOptions) {
    const { clock, ids, onAvailability } = options;
    this.#batch = new Batch({
      clock,
      ids,
      onAvailability,
      send: (instances) => this.#read(instances),
      permanent: (error) => isDefect(error) || isUnreadable(error),
      limit: 200,
    });
  }

  /**
   * `published`: the newest seq whose messages this owner knows to be out.
   * @throws CorruptHistory | UnknownFormat
   */
  async load(instance: string, published: number, how: Evaluating = {}): Promise<LoadedInstance> {
    const { projection, turns } = await this.#batch.add(instance).catch(asCorrupt);
    const { find, evaluation, clock, meter } = this.options;
    const began = clock.now();
    // What this owner knows of a longer history is of an earlier life of the instance, swept since by another owner.
    const known = published > (turns.at(-1)?.seq ?? -1) ? -1 : published;
    const publishedSeq = Math.max(projection?.publishedSeq ?? -1, known);
    const replay = await replayHistory({
      ...{ instance, turns, publishedSeq, find, evaluation },
      ...how,
    });
    const { seq, nextIndex, started } = replay.execution.state;
    if (started !== undefined) meter?.replayed(started.saga, (clock.now() - began) / 1_000, nextIndex);
    const stale = seq >= 0 && (projection === undefined || projection.seq < seq || projection.publishedSeq < seq);
    return { ...replay, turns, publishedSeq, stale };
  }

  close(): void {
    this.#batch.close();
  }

  /** One that cannot be read is as good as none: it is made anew from the journal. */
  async #projections(instances: readonly string[]): Promise<readonly (InstanceProjection | undefined)[]> {
    try {
      return await this.options.instances.find(instances);
    } catch (error) {
      if (instances.length === 1 && error instanceof UnreadableProjection) return [undefined];
      throw error;
    }
  }

  async #read(instances: readonly string[]): Promise<Stored[]> {
    const { journal } = this.options;
    const projections = await this.#projections(instances);
    const questions = instances.map((instance, i) => ({ instance, fromSeq: projections[i]?.runSeq ?? 0 }));
    const histories = [...(await journal.read(questions))];
    // A projection of another life of this instance: what is there begins elsewhere.
    const astray = questions.flatMap(({ instance, fromSeq }, i) => {
      const first = histories[i]![0];
      return fromSeq > 0 && (first === undefined || !beginsRun(first)) ? [{ i, instance, fromSeq: 0 }] : [];
    });
    const again = astray.length === 0 ? [] : await journal.read(astray);
    astray.forEach(({ i }, n) => (histories[i] = again[n]!));
    return instances.map((_, i) => ({ projection: projections[i], turns: histories[i]! }));
  }
}

function asCorrupt(error: unknown): never {
  if (error instanceof UnreadableTurn) throw new CorruptHistory(error.instance, error.seq, error.problem);
  throw error;
}
