import { update } from 'mingo';
import mongoose, { type mongo } from 'mongoose';
import type { Kernel } from '../kernel/kernel.js';
import type { Random } from '../kernel/random.js';
import type { Outcome } from '../process/simulated-process.js';
import { outcomeOf } from '../process/simulated-process.js';
import type { Sometimes } from '../sometimes.js';
import {
  connectionLost,
  duplicateKey,
  noServer,
  steppedDown,
  type WriteConcernError,
  type WriteError,
} from './driver-errors.js';
import { answerTo, matching, type Question } from './matching.js';
import { ReplicaSet } from './replica-set.js';
import { StoredDocument } from './stored-document.js';

const { BSON } = mongoose.mongo;

export interface MongoOptions {
  readonly kernel: Kernel;
  readonly random: Random;
  readonly sometimes: Sometimes;
  /** Until a majority has a write, milliseconds: at most, but for one time in ten, when it lags a hundred times as far. */
  readonly replicationMs: number;
  /** How often a command breaks off in the midst of its documents, and the connection with it, 0 to 1. */
  readonly brokenOff: number;
  /** Who has a write when it is acknowledged, and whose writes are read. `primary` loses what was acknowledged. */
  readonly acknowledge: 'majority' | 'primary';
  /** How long after a failover the primary before it still answers questions, at most, milliseconds; left out: it does not. */
  readonly deposedMs?: number;
}

type Answered<T> = (outcome: Outcome<T>) => void;

/** What a command did, and whether the majority it was to wait for is in doubt. */
export interface Acknowledged<T> {
  readonly value: T;
  readonly concern?: WriteConcernError;
}

/** `local`: also what no majority has yet. `deposed`: what a majority had when the primary before this one last knew. */
export type ReadLevel = 'majority' | 'local' | 'deposed';

/** How long a driver waits for a primary. */
const selectionMs = 5_000;
/** Replicas that fell behind. */
const lagging = { share: 0.1, times: 100 };

/** A replica set as its clients see it: a primary, a majority, and everything that goes wrong between them. */
export class SimulatedMongo {
  private readonly replicas: ReplicaSet;
  private upAt = 0;
  private deposedUntil = 0;
  /** Failovers so far: who has spoken to the primary of a term never speaks to an earlier one. */
  term = 0;
  private healed = false;

  constructor(private readonly options: MongoOptions) {
    const { kernel } = options;
    this.replicas = new ReplicaSet((task) => kernel.after(this.lagMs(), 'store replicated', task));
  }

  /** From now on every command is carried out, and soon. */
  heal(): void {
    this.healed = true;
    this.upAt = 0;
    this.replicas.commit();
  }

  /** Cannot be reached until it is back. What was under way is done, and nobody is told. */
  goDown(ms: number): void {
    if (this.healed) return;
    const { kernel, sometimes } = this.options;
    sometimes.saw('the store was down');
    this.upAt = Math.max(this.upAt, kernel.now + ms);
    this.replicas.interrupt();
  }

  /** Another primary, soon: of the writes that no majority has it has the first, or all, or none. */
  failover(): void {
    if (this.healed) return;
    const { kernel, random, sometimes, deposedMs = 0 } = this.options;
    const underWay = this.replicas.writesUnderWay;
    const survivors = random.integer(0, underWay);
    sometimes.saw('the store failed over');
    if (survivors < underWay) sometimes.saw('a failover took writes back');
    if (survivors > 0) sometimes.saw('writes that nobody had acknowledged survived a failover');
    this.replicas.failOver(survivors);
    this.goDown(random.pick([0, 0, 300, 3_000, 12_000]));
    this.term++;
    this.deposedUntil = Math.max(kernel.now, this.upAt) + random.integer(0, deposedMs);
  }

  /** Whether the primary before this one answers a question of somebody who has not heard of this one. */
  deposedAnswers(): boolean {
    const { kernel, random, sometimes } = this.options;
    if (this.healed || kernel.now >= this.deposedUntil || !random.chance(0.5)) return false;
    sometimes.saw('a primary answered that was none any more');
    return true;
  }

  /** Goes on when there is a primary, or with what a driver says when it has waited for one in vain. */
  reach(
    later: (ms: number, task: () => void) => void,
    goOn: (refusal?: Error) => void,
    patienceMs = selectionMs,
  ): void {
    const away = this.upAt - this.options.kernel.now;
    if (away <= 0) goOn();
    else if (away > patienceMs) later(patienceMs, () => goOn(noServer()));
    else later(away, () => this.reach(later, goOn, patienceMs - away));
  }

  noAnswer(): Error {
    return connectionLost(this.options.random);
  }

  find(collection: string, question: Question, level: ReadLevel): mongo.Document[] {
    return answerTo(question, this.table(collection, level));
  }

  count(collection: string, filter: mongo.Document, level: ReadLevel): number {
    return matching(filter, this.table(collection, level)).length;
  }

  distinct(collection: string, field: string, filter: mongo.Document, level: ReadLevel): unknown[] {
    const values = matching(filter, this.table(collection, level)).map(({ content }): unknown => content[field]);
    return [...new Set(values.filter((value) => value !== undefined))];
  }

  /** Answers when a majority has what `command` wrote; with a failover before that, nobody knows. */
  write<T>(command: () => T, answered: Answered<Acknowledged<T>>): void {
    const { acknowledge, random } = this.options;
    const outcome = outcomeOf(command);
    if (!outcome.done) return answered(outcome);
    const { value } = outcome;
    if (acknowledge === 'primary') return answered({ done: true, value: { value } });
    this.replicas.whenMajority((lost) => {
      if (!lost) answered({ done: true, value: { value } });
      else if (random.chance(0.5)) answered({ done: true, value: { value, concern: steppedDown } });
      else answered({ done: false, error: this.noAnswer() });
    });
  }

  /** One command, carried out at once: documents as they come over the wire. */
  insert(collection: string, documents: readonly Uint8Array[]): WriteError[] {
    const copies = this.replicas.collection(collection);
    const errors: WriteError[] = [];
    for (const [index, bytes] of this.oneByOne(documents)) {
      const document = new StoredDocument(bytes);
      if (copies.primary.get(document.id) === undefined) this.replicas.write(copies, document.id, document);
      else errors.push({ index, ...this.twin(collection, document.id) });
    }
    return errors;
  }

  /** Each statement of one document: `q`, its filter, `u`, what it becomes, `upsert`. */
  update(collection: string, statements: readonly Uint8Array[]): WriteError[] {
    const copies = this.replicas.collection(collection);
    const errors: WriteError[] = [];
    for (const [index, bytes] of this.oneByOne(statements)) {
      const { q, u, upsert } = BSON.deserialize(bytes);
      const [found] = matching(q, copies.primary);
      const id: string = found?.id ?? q._id;
      if (found !== undefined) this.replicas.write(copies, id, changed(found, u));
      else if (upsert !== true) continue;
      else if (copies.primary.get(id) === undefined) {
        this.replicas.write(copies, id, StoredDocument.of({ _id: id, ...u }));
      } else errors.push({ index, ...this.twin(collection, id) });
    }
    return errors;
  }

  /** Gives how many. */
  delete(collection: string, filter: mongo.Document): number {
    const copies = this.replicas.collection(collection);
    const found = matching(filter, copies.primary);
    for (const [, { id }] of this.oneByOne(found)) this.replicas.write(copies, id, undefined);
    return found.length;
  }

  private lagMs(): number {
    const { random, replicationMs } = this.options;
    if (this.healed) return 0;
    return random.integer(0, replicationMs) * (random.chance(lagging.share) ? lagging.times : 1);
  }

  private table(collection: string, level: ReadLevel) {
    const { primary, majority, deposed } = this.replicas.collection(collection);
    if (level === 'deposed') return deposed;
    return level === 'majority' && this.options.acknowledge === 'majority' ? majority : primary;
  }

  private twin(collection: string, id: string): Omit<WriteError, 'index'> {
    const unknownYet = this.replicas.collection(collection).majority.get(id) === undefined;
    if (unknownYet) this.options.sometimes.saw('a write lost to one that no majority had yet');
    return duplicateKey(collection, id);
  }

  private *oneByOne<T>(list: readonly T[]): Generator<readonly [number, T]> {
    const { random, sometimes, brokenOff } = this.options;
    const breaks = list.length > 1 && !this.healed && random.chance(brokenOff);
    const end = breaks ? random.integer(1, list.length - 1) : list.length;
    for (let i = 0; i < end; i++) yield [i, list[i]!];
    if (!breaks) return;
    sometimes.saw('a command broke off in the midst of its documents');
    throw this.noAnswer();
  }
}

function changed(document: StoredDocument, change: mongo.Document): StoredDocument {
  if (!Object.keys(change).some((name) => name.startsWith('$'))) {
    return StoredDocument.of({ _id: document.id, ...change });
  }
  const copy = document.copy();
  update(copy, change);
  return StoredDocument.of(copy);
}
