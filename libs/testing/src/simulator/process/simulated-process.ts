import type { Cancel, Clock, Ids, Log } from '@skald/ports';
import { seededIds } from '../../virtual/seeded-ids.js';
import type { Kernel } from '../kernel/kernel.js';
import type { Fates, Place } from './fates.js';

export interface ProcessOptions {
  readonly kernel: Kernel;
  readonly fates: Fates;
  readonly name: string;
  /** Of its identities. */
  readonly seed: number;
  readonly log: Log;
  /** How far its clock is from the world's, milliseconds. */
  readonly clockOffsetMs: number;
  readonly onCrash: () => void;
}

/**
 * One life of a process: what is made with its clock, ids and calls lives and dies with it. After a crash nothing of it
 * runs any more; what it had sent is still under way. While it is paused nothing runs, then all of it at once.
 */
export class SimulatedProcess {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly name: string;
  private readonly kernel: Kernel;
  private readonly endings: (() => void)[] = [];
  private macrotask: Promise<void> | undefined;
  private readonly bornAt: number;
  private pausedUntil = 0;
  private isAlive = true;

  constructor(private readonly options: ProcessOptions) {
    const { kernel, name, seed, log, clockOffsetMs } = options;
    this.kernel = kernel;
    this.bornAt = kernel.now;
    this.name = name;
    this.ids = seededIds(seed);
    this.log = {
      write: (level, message, fields) => this.isAlive && log.write(level, message, { process: name, ...fields }),
    };
    this.clock = {
      now: () => kernel.now + clockOffsetMs,
      elapsed: () => kernel.now - this.bornAt,
      after: (delayMs, callback) => this.later(delayMs, 'timer', callback),
      settled: () => this.settled(),
    };
  }

  get alive(): boolean {
    return this.isAlive;
  }

  /** A task of this process: it does not run once the process is dead, and not while it is paused. */
  later(delayMs: number, name: string, task: () => void): Cancel {
    if (!this.isAlive) return () => undefined;
    if (Number.isNaN(delayMs)) throw new RangeError(`${this.name}: the delay of ${name} is not a number`);
    const run = (): void => {
      if (this.isAlive) task();
    };
    return this.kernel.after(delayMs, `${this.name} ${name}`, run, () => this.heldUntil());
  }

  /**
   * Calls the world: `act` is done there at once and as a whole, and answers or throws what the caller is to get.
   * `failure`: what the caller is told when it is not known whether it was done.
   */
  call<T>(place: Place, what: string, act: () => T, failure: () => Error): Promise<T> {
    return this.ask(place, what, (answer) => answer(outcomeOf(act)), failure);
  }

  /** As `call`, of a world that answers in its own time. */
  ask<T>(
    place: Place,
    what: string,
    act: (answer: (outcome: Outcome<T>) => void) => void,
    failure: () => Error,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      if (!this.isAlive) return;
      const fate = this.options.fates.of({ process: this.name, place, what });
      const world = (delayMs: number, answered: (outcome: Outcome<T>) => void): Cancel =>
        this.kernel.after(delayMs, `${this.name} ${what}`, () => act(answered));
      const told = (delayMs: number): Cancel => this.later(delayMs, `${what} failed`, () => reject(failure()));
      const answer = (back: number, outcome: Outcome<T>): Cancel =>
        this.later(back, `${what} answered`, () => (outcome.done ? resolve(outcome.value) : reject(outcome.error)));
      switch (fate.kind) {
        case 'answered':
          world(fate.there, (outcome) => answer(fate.back, outcome));
          return;
        case 'lost':
          told(fate.toldAfter);
          return;
        case 'answer-lost':
          world(fate.there, () => told(fate.toldAfter));
          return;
        case 'late':
          told(fate.toldAfter);
          world(fate.toldAfter + fate.there, () => undefined);
          return;
        case 'crash':
          if (fate.when === 'before') this.crash();
          else world(fate.there, () => this.crashAfter(fate.when === 'done' ? undefined : fate.back, what));
          return;
      }
    });
  }

  private crashAfter(delayMs: number | undefined, what: string): void {
    if (delayMs === undefined) this.crash();
    else this.later(delayMs, `${what} crash`, () => this.crash());
  }

  /** Called when this life ends, whichever way. */
  onEnd(ending: () => void): void {
    this.endings.push(ending);
  }

  pause(ms: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, this.kernel.now + ms);
  }

  get paused(): boolean {
    return this.pausedUntil > this.kernel.now;
  }

  /** As with `kill -9`. */
  crash(): void {
    if (!this.isAlive) return;
    this.end();
    this.options.onCrash();
  }

  /** It has shut down in order. */
  end(): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    for (const ending of this.endings) ending();
  }

  private heldUntil(): number | undefined {
    return this.isAlive && this.paused ? this.pausedUntil : undefined;
  }

  private settled(): Promise<void> {
    return (this.macrotask ??= new Promise((resolve) => {
      this.later(0, 'settled', () => {
        this.macrotask = undefined;
        resolve();
      });
    }));
  }
}

/** What the world answers to a call. */
export type Outcome<T> =
  | { readonly done: true; readonly value: T; readonly error?: never }
  | { readonly done: false; readonly error: Error; readonly value?: never };

export function outcomeOf<T>(act: () => T): Outcome<T> {
  try {
    return { done: true, value: act() };
  } catch (error) {
    return { done: false, error: error as Error };
  }
}
