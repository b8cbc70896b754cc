import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { guard } from './guard.ts';
import { kinds } from './kinds/all.ts';
import type { Kind } from './kinds/kind.ts';
import { prepare } from './kinds/prepare.ts';
import { withLock } from './lock.ts';
import { lastWords } from './last-words.ts';
import { areFree, freePorts } from './ports.ts';
import { hasExited, isAlive, launch, signal, hasStopped } from './process.ts';
import { readRecord, reservedPorts, writeRecord, type ServerRecord } from './record.ts';

/** One server in a folder of its own: `server.json`, `log`, `data`. */
export class Server {
  readonly folder: string;
  readonly kind: Kind;
  readonly #settings: Readonly<Record<string, string>>;
  #record: ServerRecord;
  #letGo: (() => void) | undefined;

  constructor(folder: string, fresh: ServerRecord, settings: Readonly<Record<string, string>> = {}) {
    this.folder = folder;
    this.#record = readRecord(folder) ?? fresh;
    this.kind = kinds[this.#record.kind];
    this.#settings = settings;
  }

  get log(): string {
    return join(this.folder, 'log');
  }

  get pid(): number | undefined {
    return this.isRunning() ? this.#record.process?.pid : undefined;
  }

  get owner(): ServerRecord['owner'] {
    return this.#record.owner;
  }

  /** Undefined before the first start. */
  get address(): string | undefined {
    const port = this.#record.ports[0];
    return port === undefined ? undefined : this.kind.address(port);
  }

  isRunning(): boolean {
    return this.#record.process !== undefined && isAlive(this.#record.process);
  }

  answers(withinMs = 2_000): Promise<boolean> {
    return this.address && this.isRunning() ? this.kind.answers(this.address, withinMs) : Promise.resolve(false);
  }

  /** Starts it on the ports it had before, if any, and waits until it answers. */
  async start(): Promise<void> {
    if (this.isRunning()) throw new Error(`${this.kind.name} runs already, as process ${this.pid}`);
    await prepare(this.kind.name);
    const data = join(this.folder, 'data');
    mkdirSync(data, { recursive: true });
    const ports = await this.#ports();
    const { file, args } = await this.kind.program({ folder: this.folder, data, ports, settings: this.#settings });
    const process = await launch(file, args, this.log);
    this.#update({ ...this.#record, process });
    this.#letGo?.();
    this.#letGo = this.owner && guard(process);
    await this.#ready();
  }

  async stop(): Promise<void> {
    const running = this.#record.process;
    if (running) {
      signal(running, 'SIGTERM');
      signal(running, 'SIGCONT');
      if (!(await hasExited(running, 15_000))) await this.#kill();
    }
    this.#stopped();
  }

  /** As a crash: no chance to write anything. */
  async kill9(): Promise<void> {
    await this.#kill();
    this.#stopped();
  }

  /** Stops it if it runs, and starts it with its data at the same address. */
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Alive and mute: connections are accepted by the system, nothing is answered. */
  async suspend(): Promise<void> {
    const target = this.#record.process;
    if (!target) return;
    signal(target, 'SIGSTOP');
    // On a busy machine a thread may run on for a moment, and answer.
    await hasStopped(target, 5_000);
  }

  resume(): void {
    if (this.#record.process) signal(this.#record.process, 'SIGCONT');
  }

  /** Stops it and forgets its data. */
  async remove(): Promise<void> {
    await this.kill9();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The ones it had before, so that clients find it again; other ones only if somebody took them meanwhile. */
  async #ports(): Promise<number[]> {
    const before = this.#record.ports;
    if (before.length > 0 && (await areFree(before))) return before;
    if (before.length > 0 && this.owner)
      throw new Error(`${this.kind.name}: port ${before[0]} was taken by another program`);
    return withLock(join(this.folder, '..', 'ports.lock'), async () => {
      const ports = await freePorts(this.kind.ports, reservedPorts(join(this.folder, '..')));
      this.#update({ ...this.#record, ports });
      return ports;
    });
  }

  async #ready(): Promise<void> {
    const until = performance.now() + this.kind.startsWithinMs;
    while (!(await this.answers())) {
      if (!this.isRunning()) throw new Error(`${this.kind.name} ended while it was starting:\n${lastWords(this.log)}`);
      if (performance.now() > until) {
        await this.kill9();
        throw new Error(
          `${this.kind.name} did not answer within ${this.kind.startsWithinMs} ms:\n${lastWords(this.log)}`,
        );
      }
      await sleep(50);
    }
  }

  async #kill(): Promise<void> {
    const running = this.#record.process;
    if (!running) return;
    signal(running, 'SIGKILL');
    if (!(await hasExited(running, 10_000))) throw new Error(`process ${running.pid} did not end after SIGKILL`);
  }

  #stopped(): void {
    this.#letGo?.();
    this.#letGo = undefined;
    const { process: _, ...rest } = this.#record;
    this.#update(rest);
  }

  #update(record: ServerRecord): void {
    this.#record = record;
    writeRecord(this.folder, record);
  }
}
