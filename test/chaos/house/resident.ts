import { ProcessUnderTest } from '../../e2e/system/process-under-test.ts';
import type { TcpProxy } from './tcp-proxy.ts';

export type Role = 'coordinator' | 'worker';

/** One place in the house: whoever lives there is replaced when its life ends. */
export class Resident {
  readonly role: Role;
  readonly name: string;
  /** Its own way to the store. */
  readonly store: TcpProxy;
  /** A fault has it in hand. */
  isBusy = false;
  /** Lives that ended without being told to, with what they said last. */
  readonly ownDeaths: string[] = [];
  /** Exit codes after SIGTERM that are not 0. */
  readonly badExits: string[] = [];
  readonly #environment: Readonly<Record<string, string>>;
  readonly #lives: ProcessUnderTest[] = [];
  #isWanted = true;

  constructor(role: Role, name: string, store: TcpProxy, environment: Readonly<Record<string, string>>) {
    this.role = role;
    this.name = name;
    this.store = store;
    this.#environment = environment;
  }

  get lines(): readonly string[] {
    return this.#lives.flatMap(({ output, errors }) => [...output.seen, ...errors.seen]);
  }

  begin(): void {
    const life = new ProcessUnderTest(
      this.role === 'coordinator' ? 'apps/coordinator/dist/main.js' : 'test/chaos/child/worker.ts',
      this.#environment,
    );
    this.#lives.push(life);
    this.#isWanted = true;
    void life.ended.then((code) => {
      if (!this.#isWanted || this.#life !== life) return;
      this.ownDeaths.push(`${this.name} ended with ${code}: ${life.said.slice(-600)}`);
      this.begin();
    });
  }

  ready(): Promise<unknown> {
    return this.#life.output.until((line) => line.includes(' takes in '));
  }

  async kill9(): Promise<void> {
    this.#isWanted = false;
    await this.#life.kill9();
  }

  /** Resolves with how long that took, milliseconds. */
  async terminate(): Promise<number> {
    this.#isWanted = false;
    const began = performance.now();
    const code = await this.#life.stop();
    if (code !== 0) this.badExits.push(`${this.name} ended with ${code} after SIGTERM: ${this.#life.said.slice(-600)}`);
    return performance.now() - began;
  }

  suspend(): void {
    this.#life.suspend();
  }

  resume(): void {
    this.#life.resume();
  }

  get #life(): ProcessUnderTest {
    return this.#lives.at(-1)!;
  }
}
