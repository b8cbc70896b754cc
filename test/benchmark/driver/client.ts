import type { ClosedReply, Reply } from '@skald/contracts';
import type { IncomingRecord, MessageBus } from '@skald/ports';
import { topicNames } from '@skald/runtime';

interface Pending {
  readonly resolve: (reply: ClosedReply) => void;
  readonly reject: (error: Error) => void;
}

/** Starts sagas over the bus, as any client does, and hears of their end by the `closed` reply. */
export class SagaClient {
  readonly #bus: MessageBus;
  readonly #names = topicNames();
  readonly #pending = new Map<string, Pending>();
  readonly #prefix = `b${process.pid}-${Date.now().toString(36)}`;
  #count = 0;

  constructor(bus: MessageBus) {
    this.#bus = bus;
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const { replies } = this.#names;
      const handlers = {
        assigned: () => resolve(),
        records: (_generation: number, records: readonly IncomingRecord[]) => records.forEach((one) => this.#hear(one)),
        crashed: reject,
      };
      this.#bus.subscribe({ group: 'skald-benchmark', topics: [replies], broadcast: true }, handlers).catch(reject);
    });
  }

  /** Resolves with the `closed` reply of a new instance. */
  run(saga: string, input: unknown): Promise<ClosedReply> {
    const workflowId = `${this.#prefix}-${this.#count++}`;
    const value = JSON.stringify({ type: 'start', saga, input, requestId: workflowId });
    return new Promise((resolve, reject) => {
      this.#pending.set(workflowId, { resolve, reject });
      this.#bus.publish([{ topic: this.#names.requests, key: workflowId, value }]).catch(reject);
    });
  }

  #hear(record: IncomingRecord): void {
    const reply = JSON.parse(Buffer.from(record.value ?? []).toString()) as Reply;
    const pending = this.#pending.get(reply.workflowId);
    if (pending === undefined || reply.type === 'accepted') return;
    this.#pending.delete(reply.workflowId);
    if (reply.type === 'closed' && reply.status === 'completed') pending.resolve(reply);
    else pending.reject(new Error(`a saga did not complete: ${JSON.stringify(reply)}`));
  }
}
