import type { OnModuleInit } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import type { AcceptedReply, InstanceIdentity } from '@skald/contracts';
import type { ActivityAddress, ActivityHandle, InstanceDescription, NewRequest, SagaClient } from '@skald/runtime';
import { createSagaClient, systemClock, systemIds } from '@skald/runtime';
import { OpenAdapters } from '../adapters/open-adapters.js';
import { ClientPart } from '../client/client-part.js';
import { Lifecycle } from '../life/lifecycle.js';
import { nestLog } from '../logging/log.nest.js';
import { gatewayOptions } from './configurable-gateway.js';
import type { GatewayModuleOptions } from './gateway-options.js';

/** The client that HTTP asks with. */
@Injectable()
export class GatewayClient implements OnModuleInit {
  readonly #client: SagaClient;
  readonly #part: ClientPart;

  constructor(
    @Inject(gatewayOptions) options: GatewayModuleOptions,
    adapters: OpenAdapters,
    private readonly lifecycle: Lifecycle,
  ) {
    const { bus, store, prefix, clock = systemClock(), ids = systemIds(), log = nestLog('Gateway') } = options;
    const { answerWithinMs = 4_500 } = options;
    this.#client = createSagaClient({
      ...{ bus, store, clock, ids, log, requestTimeout: `${answerWithinMs}ms` },
      ...(prefix !== undefined && { prefix }),
    });
    this.#part = new ClientPart(this.#client, clock, answerWithinMs);
    adapters.use(options);
  }

  onModuleInit(): void {
    this.lifecycle.attach(this.#part);
  }

  activity(address: ActivityAddress): ActivityHandle {
    return this.#client.activity(address);
  }

  describe(identity: InstanceIdentity): Promise<InstanceDescription> {
    return this.#client.describe(identity);
  }

  request(request: NewRequest): Promise<AcceptedReply> {
    return this.#client.request(request);
  }
}
