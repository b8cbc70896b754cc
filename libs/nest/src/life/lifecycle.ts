import type { BeforeApplicationShutdown, OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { LivingPart } from './living-part.js';

export type LifeStage = 'booting' | 'started' | 'draining';

/**
 * Starts every part once the application is put together, and drains all of them before anything they use is closed.
 * Whoever starts or drains first, hooks or transport, it happens once.
 */
@Injectable()
export class Lifecycle implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  readonly #parts: LivingPart[] = [];
  #stage: LifeStage = 'booting';
  #started: Promise<void> | undefined;
  #drained: Promise<void> | undefined;

  get parts(): readonly LivingPart[] {
    return this.#parts;
  }

  get stage(): LifeStage {
    return this.#stage;
  }

  attach(part: LivingPart): void {
    this.#parts.push(part);
  }

  /** Resolves when every part takes in. */
  start(): Promise<void> {
    this.#started ??= this.#startAll();
    return this.#started;
  }

  drain(): Promise<void> {
    this.#stage = 'draining';
    this.#drained ??= this.#drainAll();
    return this.#drained;
  }

  onApplicationBootstrap(): void {
    // Not waited for: servers that are not there yet must not keep health checks from being answered.
    this.start().catch(() => undefined);
  }

  onModuleDestroy(): void {
    this.#stage = 'draining';
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.drain();
  }

  async #startAll(): Promise<void> {
    await Promise.all(this.#parts.map((part) => part.start()));
    if (this.#stage === 'booting') this.#stage = 'started';
  }

  async #drainAll(): Promise<void> {
    await Promise.all(this.#parts.map((part) => part.drain()));
  }
}
