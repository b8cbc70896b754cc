import type { Cancel, Clock, Log, Versions } from '@skald/ports';
import type { SagaRegistry } from './saga-registry.js';

const readEveryMs = 5_000;

/** Keeps the registry on the pointers that operators move, so that a start needs no read. */
export class CurrentVersions {
  #timer: Cancel | undefined;
  #closed = false;

  constructor(
    private readonly versions: Versions,
    private readonly registry: SagaRegistry,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /**
   * The pointers are known when it resolves.
   * @throws StoreUnavailable
   */
  async start(): Promise<void> {
    this.#tell(await this.versions.current());
    this.#readLater();
  }

  close(): void {
    this.#closed = true;
    this.#timer?.();
  }

  #tell(pointers: Awaited<ReturnType<Versions['current']>>): void {
    for (const { saga, version, runs } of this.registry.point(pointers)) {
      this.log.write('warn', 'the current version of a saga is not here: starts get another one', {
        saga,
        version,
        runs,
      });
    }
  }

  #readLater(): void {
    if (this.#closed) return;
    this.#timer?.();
    this.#timer = this.clock.after(readEveryMs, () => void this.#read());
  }

  /** A store that does not answer changes nothing. */
  async #read(): Promise<void> {
    try {
      this.#tell(await this.versions.current());
    } catch (error) {
      this.log.write('debug', 'the current versions could not be read; trying again', { error: String(error) });
    }
    this.#readLater();
  }
}
