import type { Clock } from '@skald/ports';
import type { SagaClient } from '@skald/runtime';
import type { LivingPart, PartHealth } from '../life/living-part.js';

const lookEveryMs = 20;

/** The life of a client: it subscribes with its first question, and ends when the last answer is there. */
export class ClientPart implements LivingPart {
  readonly name = 'client';

  constructor(
    private readonly client: SagaClient,
    private readonly clock: Clock,
    private readonly drainMs: number,
  ) {}

  async start(): Promise<void> {}

  async drain(): Promise<void> {
    const until = this.clock.now() + this.drainMs;
    while (this.client.health().pending > 0 && this.clock.now() < until) {
      await new Promise<void>((resolve) => this.clock.after(lookEveryMs, resolve));
    }
    await this.client.close();
  }

  health(): PartHealth {
    return { ready: true, problems: [], gauges: { pending: this.client.health().pending } };
  }
}
