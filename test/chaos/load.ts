import type { SagaRequest } from '@skald/contracts';
import { createSagaClient, RequestRefused, systemClock, systemIds, type SagaClient } from '@skald/runtime';
import type { ClientCall, ClientOutcome } from '@skald/testing';
import { setTimeout as passes } from 'node:timers/promises';
import { testBus } from '../e2e/system/event-feed.ts';
import { fates, go, journey } from './child/journey-saga.ts';
import type { Random } from '@skald/testing/simulator';

/** Stands in every input, and may stand in no log. */
export const secret = 'card-4000-0000-0000-9995';

const mostRepeats = 3;
const repeatAfterMs = 1_000;

/** A client that starts, signals and cancels all the while, and notes each call and what became of it. */
export class Load {
  readonly calls: ClientCall[] = [];
  readonly started: string[] = [];
  readonly #random: Random;
  readonly #bus;
  readonly #client: SagaClient;
  readonly #underWay = new Set<Promise<void>>();
  #isOn = true;
  #asked = 0;

  constructor(brokers: string, random: Random) {
    this.#random = random;
    this.#bus = testBus(brokers);
    const tools = { clock: systemClock(), ids: systemIds(), log: { write: () => undefined } };
    this.#client = createSagaClient({ ...tools, bus: this.#bus, requestTimeout: '5s' });
  }

  /** Until `stop`: a journey every so many milliseconds on average. */
  async run(everyMs: number): Promise<void> {
    while (this.#isOn) {
      const one = this.#journey(`journey-${this.started.length}`);
      this.#underWay.add(one);
      void one.finally(() => this.#underWay.delete(one));
      await passes(this.#random.integer(0, 2 * everyMs));
    }
  }

  /** Resolves when every call has its outcome. */
  async stop(): Promise<void> {
    this.#isOn = false;
    await Promise.all(this.#underWay);
  }

  async close(): Promise<void> {
    await this.#client.close();
    await this.#bus.close();
  }

  async #journey(workflowId: string): Promise<void> {
    this.started.push(workflowId);
    const fate = this.#random.pick(fates);
    const cancelAfterMs = this.#random.chance(0.15) ? this.#random.integer(0, 3_000) : undefined;
    const input = { fate, legs: this.#random.integer(1, 4), card: secret };
    const known = { namespace: 'default', workflowId };
    if (!(await this.#ask({ ...known, type: 'start', saga: journey.name, input }, workflowId))) return;
    if (cancelAfterMs !== undefined) {
      await passes(cancelAfterMs);
      await this.#ask({ ...known, type: 'cancel', reason: 'chaos' }, workflowId);
    }
    if (fate !== 'asks') return;
    for (const payload of [1, 2]) {
      const signal = { ...known, type: 'signal', name: go.name, signalId: `go-${payload}`, payload } as const;
      if (!(await this.#ask(signal, workflowId))) return;
    }
  }

  /** True: accepted. Repeated under its requestId while its outcome is unknown. */
  async #ask(asking: SagaRequest, sender: string): Promise<boolean> {
    const request = { ...asking, requestId: `ask-${(this.#asked += 1)}` };
    for (let tries = 0; tries <= mostRepeats; tries += 1) {
      if (tries > 0) await passes(repeatAfterMs);
      const at = this.calls.length;
      const call = { request, sender, invokedAt: Date.now() };
      this.calls.push({ ...call, outcome: { kind: 'unknown' } });
      const outcome = await this.#outcomeOf(request);
      this.calls[at] = { ...call, outcome };
      if (outcome.kind !== 'unknown') return outcome.kind === 'ok';
    }
    return false;
  }

  async #outcomeOf(request: SagaRequest): Promise<ClientOutcome> {
    try {
      const { namespace, workflowId, run, attached } = await this.#client.request(request);
      return { kind: 'ok', answeredAt: Date.now(), answer: { namespace, workflowId, run, attached } };
    } catch (error) {
      if (error instanceof RequestRefused) return { kind: 'failed', answeredAt: Date.now(), code: error.code };
      return { kind: 'unknown' };
    }
  }
}
