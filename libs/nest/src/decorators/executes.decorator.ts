import { DiscoveryService } from '@nestjs/core';
import type { ActivityContract } from '@skald/contracts';
import type { ActivityContext, HandedOver, HandlerOptions } from '@skald/runtime';
import type { BreakerOptions } from '../breaker/breaker-options.js';
import { describeParameters } from './handler-parameters.js';

export interface ExecutesOptions extends HandlerOptions {
  /** While what the handler calls is down, commands wait here without counting an attempt. */
  readonly breaker?: BreakerOptions;
}

export interface ExecutesMetadata {
  readonly contract: ActivityContract;
  readonly options: ExecutesOptions;
}

export const ExecutesMark = DiscoveryService.createDecorator<ExecutesMetadata>();

/** Marks the method that carries out an activity; its input and output must fit the contract. */
export function Executes<I, O>(contract: ActivityContract<I, O>, options: ExecutesOptions = {}) {
  return <M extends (input: I, ctx: ActivityContext) => O | HandedOver | Promise<O | HandedOver>>(
    target: object,
    method: string,
    descriptor: TypedPropertyDescriptor<M>,
  ): void => {
    describeParameters(target, method);
    ExecutesMark({ contract, options })(target, method, descriptor);
  };
}
