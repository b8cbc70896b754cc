import type { Log } from '@skald/ports';

type Neighbour = 'bus' | 'ledger';

/** Which neighbours do not answer. While one does not, nothing new is taken in. */
export class Troubles {
  readonly #errors = new Map<Neighbour, string>();

  constructor(
    private readonly log: Log,
    private readonly on: { readonly began: () => void; readonly ended: () => void },
  ) {}

  get any(): boolean {
    return this.#errors.size > 0;
  }

  get present(): { readonly bus: State; readonly ledger: State; readonly detail?: string } {
    const [detail] = this.#errors.values();
    return { bus: this.#stateOf('bus'), ledger: this.#stateOf('ledger'), ...(detail !== undefined && { detail }) };
  }

  /** To be called with each error, and with nothing when it works again. */
  watch(neighbour: Neighbour): (error: unknown) => void {
    return (error) => {
      if (error === undefined) this.#end(neighbour);
      else this.#begin(neighbour, error instanceof Error ? `${error.name}: ${error.message}` : 'unknown');
    };
  }

  #begin(neighbour: Neighbour, error: string): void {
    const first = !this.any;
    if (!this.#errors.has(neighbour))
      this.log.write('warn', `the ${neighbour} does not answer; intake pauses`, { error });
    this.#errors.set(neighbour, error);
    if (first) this.on.began();
  }

  #end(neighbour: Neighbour): void {
    if (!this.#errors.delete(neighbour)) return;
    this.log.write('info', `the ${neighbour} answers again`);
    if (!this.any) this.on.ended();
  }

  #stateOf(neighbour: Neighbour): State {
    return this.#errors.has(neighbour) ? 'unavailable' : 'ok';
  }
}

type State = 'ok' | 'unavailable';
