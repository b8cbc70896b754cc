import { Inject, Injectable } from '@nestjs/common';
import type { SagaRequest } from '@skald/contracts';
import { isName, nameRule } from '@skald/contracts';
import type { Ids } from '@skald/ports';
import { systemIds } from '@skald/runtime';
import type { Accepted } from './answers.js';
import type { JsonBody } from './json-body.decorator.js';
import { gatewayOptions } from './configurable-gateway.js';
import { GatewayClient } from './gateway-client.js';
import type { GatewayModuleOptions } from './gateway-options.js';
import { HttpRefusal } from './http-refusal.js';
import { requestOfBody } from './request-of-body.js';

/** What the route says; a start may leave the workflowId to the body or to us. */
export interface Route {
  readonly type: SagaRequest['type'];
  readonly namespace: string;
  readonly workflowId?: string;
  readonly saga?: string;
  readonly name?: string;
}

/** Turns HTTP requests into requests on the bus, and replies into answers. */
@Injectable()
export class RequestSender {
  readonly #ids: Ids;

  constructor(
    @Inject(gatewayOptions) { ids = systemIds() }: GatewayModuleOptions,
    private readonly client: GatewayClient,
  ) {
    this.#ids = ids;
  }

  /** @throws HttpRefusal · RequestRefused · RequestTimeout · ClientClosed */
  async submit(route: Route, body: JsonBody): Promise<Accepted> {
    const workflowId = route.workflowId ?? workflowIdOf(body) ?? this.#ids.uuid();
    const requestId = typeof body['requestId'] === 'string' ? body['requestId'] : this.#ids.uuid();
    const request = requestOfBody({ ...route, workflowId, requestId }, body);
    const { run, attached } = await this.client.request(request);
    return { workflowId, run, attached };
  }
}

function workflowIdOf({ workflowId }: JsonBody): string | undefined {
  if (workflowId === undefined || isName('workflowId', workflowId)) return workflowId;
  throw new HttpRefusal('INVALID_INPUT', `the workflowId must be ${nameRule('workflowId')}`, '/workflowId');
}
