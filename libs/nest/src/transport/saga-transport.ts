import { Injectable } from '@nestjs/common';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import { Lifecycle } from '../life/lifecycle.js';

/**
 * Sagas and participants as a microservice of Nest: `app.connectMicroservice({ strategy: app.get(SagaTransport) })`.
 * It carries the life cycle only; handlers are found by the modules and called through Nest's rpc context.
 */
@Injectable()
export class SagaTransport implements CustomTransportStrategy {
  readonly transportId = Symbol.for('skald');

  constructor(private readonly lifecycle: Lifecycle) {}

  /** Calls back when everything takes in. */
  listen(callback: (error?: unknown) => void): void {
    this.lifecycle.start().then(() => callback(), callback);
  }

  async close(): Promise<void> {
    await this.lifecycle.drain();
  }

  /** Nest registers its own message patterns here; a saga process has none. */
  addHandler(): void {}

  on(): void {}

  unwrap<T>(): T {
    return this.lifecycle as T;
  }
}
