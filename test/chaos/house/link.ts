import type { Socket } from 'node:net';

/** One connection through the proxy: what comes in on one side goes out on the other, in order. */
export class Link {
  delayMs = 0;
  readonly #ends: readonly [Socket, Socket];
  readonly #ended: () => void;
  #held: (() => void)[] | undefined;

  constructor(client: Socket, server: Socket, ended: () => void) {
    this.#ends = [client, server];
    this.#ended = ended;
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.setNoDelay(true);
      from.on('data', (piece: Buffer) => this.#later(() => to.write(piece)));
      from.on('end', () => this.#later(() => to.end()));
      from.on('error', () => this.cut());
      from.on('close', () => this.#later(() => this.cut()));
    }
  }

  cut(): void {
    for (const end of this.#ends) end.destroy();
    this.#ended();
  }

  hold(): void {
    this.#held ??= [];
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const pass of held) pass();
  }

  #later(pass: () => void): void {
    const arrive = (): void => void (this.#held === undefined ? pass() : this.#held.push(pass));
    // Timers of one length fire in the order in which they were set; a shorter one may not overtake.
    if (this.#underWay === 0 && this.delayMs === 0) return arrive();
    this.#underWay += 1;
    this.#last = Math.max(this.#last, performance.now() + this.delayMs);
    setTimeout(() => {
      this.#underWay -= 1;
      arrive();
    }, this.#last - performance.now());
  }

  #underWay = 0;
  #last = 0;
}
