import type { AcceptedReply, Reply, SagaRequest } from '@skald/contracts';
import type { Cancel, Clock, Ids, MessageBus, OutgoingRecord, PublishOutcome } from '@skald/ports';

import { Batch } from '../batch/batch.js';
import { BatchClosed } from '../batch/batch-closed.error.js';
import { ClientClosed } from './errors/client-closed.error.js';
import { PayloadTooLarge } from '../requests/errors/payload-too-large.error.js';
import { refusalError } from '../requests/errors/refusal-error.js';
import { RequestTimeout } from './errors/request-timeout.error.js';

export type AskedRequest = SagaRequest & { readonly requestId: string };

/** Whose answer it is. */
export const answerKey = (reply: Pick<Reply, 'namespace' | 'workflowId' | 'requestId'>): string =>
  `${reply.namespace}/${reply.workflowId}/${reply.requestId}`;

interface Question {
  readonly request: AskedRequest;
  readonly resolve: (reply: AcceptedReply) => void;
  readonly reject: (error: Error) => void;
  readonly cancelTimer: Cancel;
}

interface Letter {
  readonly record: OutgoingRecord;
  readonly isWanted: () => boolean;
}

export interface RequestDeskOptions {
  readonly bus: MessageBus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly topic: string;
  readonly timeoutMs: number;
  /** Resolves when answers will be heard. */
  readonly live: () => Promise<void>;
}

/** Asks, and matches the answers: everything of one macrotask leaves in one publish. */
export class RequestDesk {
  readonly #options: RequestDeskOptions;
  readonly #letters: Batch<Letter, PublishOutcome>;
  readonly #questions = new Map<string, Set<Question>>();
  #closed = false;

  constructor(options: RequestDeskOptions) {
    const { bus, clock, ids } = options;
    this.#options = options;
    this.#letters = new Batch({ clock, ids, send: (letters) => publishWanted(bus, letters) });
  }

  get pending(): number {
    return this.#questions.size;
  }

  /** @throws RequestRefused | RequestTimeout | ClientClosed */
  ask(request: AskedRequest): Promise<AcceptedReply> {
    if (this.#closed) return Promise.reject(new ClientClosed());
    const { clock, timeoutMs } = this.#options;
    return new Promise((resolve, reject) => {
      const question: Question = {
        request,
        resolve,
        reject,
        cancelTimer: clock.after(timeoutMs, () =>
          this.#end(question, () => reject(new RequestTimeout(request.workflowId, request.requestId, timeoutMs))),
        ),
      };
      const key = answerKey(request);
      const others = this.#questions.get(key);
      if (others === undefined) this.#questions.set(key, new Set([question]));
      else others.add(question);
      void this.#send(question);
    });
  }

  answered(reply: Reply): void {
    if (reply.type === 'closed') return;
    for (const question of this.#questions.get(answerKey(reply)) ?? []) {
      this.#end(question, () =>
        reply.type === 'accepted' ? question.resolve(reply) : question.reject(refusalError(reply)),
      );
    }
  }

  /** Answers may have been missed: repeats of one requestId are one request. */
  askAgain(): void {
    for (const questions of this.#questions.values()) for (const question of questions) void this.#send(question);
  }

  close(): void {
    this.#closed = true;
    this.#letters.close();
    for (const questions of [...this.#questions.values()]) {
      for (const question of questions) this.#end(question, () => question.reject(new ClientClosed()));
    }
  }

  async #send(question: Question): Promise<void> {
    const { topic, live } = this.#options;
    const { request } = question;
    try {
      // Before the subscription stands an answer could be missed.
      await live();
      const record = { topic, key: request.workflowId, value: JSON.stringify(request) };
      const outcome = await this.#letters.add({ record, isWanted: () => this.#isOpen(question) });
      if (outcome.kind === 'published') return;
      this.#end(question, () => question.reject(new PayloadTooLarge(request.workflowId, outcome.reason)));
    } catch (error) {
      const reason = error instanceof BatchClosed ? new ClientClosed() : (error as Error);
      this.#end(question, () => question.reject(reason));
    }
  }

  #isOpen(question: Question): boolean {
    return this.#questions.get(answerKey(question.request))?.has(question) === true;
  }

  #end(question: Question, tell: () => void): void {
    const key = answerKey(question.request);
    const questions = this.#questions.get(key);
    if (questions?.delete(question) !== true) return;
    if (questions.size === 0) this.#questions.delete(key);
    question.cancelTimer();
    tell();
  }
}

/** What nobody waits for any more while the bus was away is not sent: its outcome stays as unknown as it was said to be. */
async function publishWanted(bus: MessageBus, letters: readonly Letter[]): Promise<readonly PublishOutcome[]> {
  const wanted = letters.filter(({ isWanted }) => isWanted());
  const outcomes = wanted.length === 0 ? [] : await bus.publish(wanted.map(({ record }) => record));
  const answers = new Map(wanted.map((letter, i) => [letter, outcomes[i]!]));
  return letters.map((letter) => answers.get(letter) ?? { kind: 'published' });
}
