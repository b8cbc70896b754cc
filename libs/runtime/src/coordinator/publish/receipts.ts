import type { Message, Turn } from '@skald/engine';
import type { IncomingRecord } from '@skald/ports';

const header = 'skald_receipt';

/**
 * Where the bus keeps nothing over a restart, a request to another instance is out only once that one has recorded it.
 * What its sender waits for it asks for again at boot; a cancel and a detached start it does not. Until they have arrived
 * their turn does not count as published.
 */
export class Receipts {
  /** By sender: how many requests of a turn are on their way. */
  readonly #awaited = new Map<string, Map<number, number>>();

  /** `arrived`: everything of this instance has. */
  constructor(private readonly arrived: (instance: string) => void) {}

  /** Headers of a message of this turn. */
  headersOf(message: Message, { namespace, workflowId, seq }: Turn): Record<string, string> | undefined {
    return isAskedOnce(message) ? { [header]: `${seq} ${namespace}/${workflowId}` } : undefined;
  }

  /** Before it is sent. */
  sends(instance: string, seq: number, messages: readonly Message[]): void {
    const count = messages.filter(isAskedOnce).length;
    if (count === 0) return;
    const awaited = this.#awaited.get(instance) ?? new Map<number, number>();
    this.#awaited.set(instance, awaited.set(seq, count));
  }

  /** To be called instead of `settle` once what the record asked for is recorded. */
  settling({ headers }: IncomingRecord, settle: () => void): () => void {
    const receipt = headers[header];
    if (receipt === undefined) return settle;
    const [seq = '', instance = ''] = new TextDecoder().decode(receipt).split(' ');
    return () => {
      settle();
      this.#arrives(instance, Number(seq));
    };
  }

  awaits(instance: string): boolean {
    return this.#awaited.has(instance);
  }

  /** Of what is published up to a seq, what has arrived. */
  upTo(instance: string, seq: number): number {
    return Math.min(seq, ...[...(this.#awaited.get(instance)?.keys() ?? [])].map((awaited) => awaited - 1));
  }

  #arrives(instance: string, seq: number): void {
    const awaited = this.#awaited.get(instance);
    const count = awaited?.get(seq);
    if (awaited === undefined || count === undefined) return;
    if (count > 1) awaited.set(seq, count - 1);
    else awaited.delete(seq);
    if (awaited.size > 0) return;
    this.#awaited.delete(instance);
    this.arrived(instance);
  }
}

function isAskedOnce(message: Message): boolean {
  if (message.kind !== 'request') return false;
  const { request } = message;
  return request.type === 'cancel' || (request.type === 'start' && request.parent === undefined);
}
