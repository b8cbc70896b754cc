import type { RecordingLog } from '../../virtual/recording-log.js';
import type { Kernel } from '../kernel/kernel.js';
import type { Random } from '../kernel/random.js';
import type { Fates } from '../process/fates.js';
import { SimulatedProcess } from '../process/simulated-process.js';
import type { LeftBehind } from '../../checker/evidence/remains.js';

/** What runs in one process. */
export interface Part {
  drain(timeoutMs: number): Promise<void>;
  /** What it still holds. */
  left(): readonly LeftBehind[];
}

export interface HostOptions {
  readonly kernel: Kernel;
  readonly random: Random;
  readonly fates: Fates;
  readonly name: string;
  readonly log: RecordingLog;
  readonly clockOffsetMs: number;
  /** How long it is away after a crash, at most. */
  readonly awayMs: () => number;
  /** Of all processes of the house, so that their identities differ. */
  readonly nextSeed: () => number;
  readonly boot: (process: SimulatedProcess) => Part;
}

const drainMs = 20_000;

/** Where a process runs, and begins again after it ended. */
export class Host {
  private process: SimulatedProcess | undefined;
  private part: Part | undefined;
  private lives = 0;

  constructor(private readonly options: HostOptions) {}

  get running(): SimulatedProcess | undefined {
    return this.process?.alive === true ? this.process : undefined;
  }

  get name(): string {
    return this.options.name;
  }

  left(): readonly LeftBehind[] {
    return this.running === undefined ? [] : this.part!.left();
  }

  boot(): void {
    const { kernel, fates, log, name, clockOffsetMs, nextSeed } = this.options;
    const process = new SimulatedProcess({
      ...{ kernel, fates, log, clockOffsetMs },
      name: `${name}.${++this.lives}`,
      seed: nextSeed(),
      onCrash: () => this.again(),
    });
    this.process = process;
    this.part = this.options.boot(process);
  }

  /** As a deploy does it: told to end, it drains, ends, and a new one begins. */
  shutDown(): void {
    const { running: process, part } = this;
    if (process === undefined || part === undefined) return;
    void part.drain(drainMs).then(() => {
      if (!process.alive) return;
      process.end();
      this.again();
    });
    // As with `terminationGracePeriodSeconds`.
    process.later(drainMs + 10_000, 'killed', () => process.crash());
  }

  private again(): void {
    const { kernel, random, awayMs, name } = this.options;
    kernel.after(random.integer(0, awayMs()), `${name} boots`, () => this.boot());
  }
}
