import type { ActivityContract } from '@skald/contracts';
import { toJson } from '@skald/contracts';
import type { Clock, Ids, MessageBus, OutgoingRecord, PublishOutcome } from '@skald/ports';

import { Batch } from '../../batch/batch.js';
import { mustBeSynchronous } from '../../foreign/must-be-synchronous.js';
import { thrownText } from '../../messages/thrown-text.js';
import type { ActivityContext } from '../activity-context.js';
import type { ActivityHandler } from '../activity-handler.js';
import { CommandDelayed } from '../errors/command-delayed.error.js';
import { TerminalError } from '../errors/terminal.error.js';
import type { HandedOver } from '../handed-over.js';
import type { ActivityBinding, BindingContext, BoundRequest, BoundRoute } from './activity-binding.js';
import { correlationOf } from './correlation.js';

const topicAgainMs = 5_000;

export interface BoundRequestsOptions {
  readonly bus: MessageBus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly onAvailability: (error: unknown) => void;
}

/** Carries out commands by asking another system: the request leaves, and the activity is handed over. */
export class BoundRequests {
  readonly #bus: MessageBus;
  readonly #batch: Batch<OutgoingRecord, PublishOutcome>;

  constructor({ bus, clock, ids, onAvailability }: BoundRequestsOptions) {
    this.#bus = bus;
    this.#batch = new Batch({ clock, ids, onAvailability, send: (records) => bus.publish(records) });
  }

  handler({ contract, routes }: ActivityBinding): ActivityHandler {
    const forward = routes.find(({ operation }) => operation === 'execute')!;
    const undo = routes.find(({ operation }) => operation === 'compensate');
    return {
      contract,
      execute: (input, ctx) => this.#ask(contract, forward, input, ctx),
      ...(undo !== undefined && {
        compensate: (told: unknown, ctx: ActivityContext) => this.#ask(contract, undo, told, ctx),
      }),
    };
  }

  close(): void {
    this.#batch.close();
  }

  async #ask(contract: ActivityContract, route: BoundRoute, input: unknown, ctx: ActivityContext): Promise<HandedOver> {
    const record = recordOf(contract, route, input, ctx);
    const outcome = await Promise.race([this.#batch.add(record), aborted(ctx.abort)]);
    if (outcome.kind === 'published') return ctx.handOver();
    const [partitions = 0] = await this.#bus.partitionCounts([route.requests]);
    if (partitions > 0) throw new TerminalError('skald.RequestRefused', `${route.requests}: ${outcome.reason}`);
    throw new CommandDelayed({ retryAfterMs: topicAgainMs, reason: `topic ${route.requests} is not there` });
  }
}

/** Nothing was sent: what cannot be asked is a certain failure. */
function recordOf(contract: ActivityContract, route: BoundRoute, input: unknown, ctx: ActivityContext): OutgoingRecord {
  const { idempotencyKey, identity, deadline } = ctx;
  const { scheduledAt: _, ...whose } = identity;
  const correlationId = correlationOf({ ...identity, activity: contract.name });
  const context: BindingContext = {
    ...{ idempotencyKey, ...whose, correlationId },
    ...(deadline !== undefined && { deadline }),
  };
  try {
    const request = route.request(input, context);
    mustBeSynchronous(request);
    const { key = null, value, headers = {} } = request;
    const { correlation } = route;
    return {
      ...{ topic: route.requests, key, value: bytesOf(value) },
      headers: typeof correlation === 'function' ? headers : { ...headers, [correlation.header]: correlationId },
    };
  } catch (error) {
    throw new TerminalError('skald.MappingFailed', `the request of ${contract.name}: ${thrownText(error)}`);
  }
}

function bytesOf(value: BoundRequest['value']): string | Uint8Array {
  if (typeof value === 'string' || value instanceof Uint8Array) return value;
  return JSON.stringify(toJson(value));
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => reject(signal.reason as Error);
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}
