import { DiscoveryService } from '@nestjs/core';
import type { ActivityContract, Forward } from '@skald/contracts';
import type { ActivityContext, HandedOver } from '@skald/runtime';
import { describeParameters } from './handler-parameters.js';

export interface CompensatesMetadata {
  readonly contract: ActivityContract;
}

export const CompensatesMark = DiscoveryService.createDecorator<CompensatesMetadata>();

/** Marks the method that undoes an activity; only a compensable contract is taken. */
export function Compensates<I, O>(contract: ActivityContract<I, O, true>) {
  return <
    M extends (
      forward: Forward<ActivityContract<I, O, true>>,
      ctx: ActivityContext,
    ) => void | HandedOver | Promise<void | HandedOver>,
  >(
    target: object,
    method: string,
    descriptor: TypedPropertyDescriptor<M>,
  ): void => {
    describeParameters(target, method);
    CompensatesMark({ contract })(target, method, descriptor);
  };
}
