import { Injectable } from '@nestjs/common';
import { ApplicationConfig, ExternalContextCreator } from '@nestjs/core';
import type { ActivityContext } from '@skald/runtime';
import { isObservable, lastValueFrom } from 'rxjs';
import { handlerParameters, parametersKey } from '../decorators/handler-parameters.js';

export type RpcCall = (input: unknown, ctx: ActivityContext) => Promise<unknown>;

const filtersKey = '__exceptionFilters__';

/** Calls methods of providers through Nest: pipes, guards, interceptors and filters apply, and what a handler throws stays what it is. */
@Injectable()
export class RpcCalls {
  constructor(
    private readonly contexts: ExternalContextCreator,
    private readonly config: ApplicationConfig,
  ) {}

  to(instance: object, method: string): RpcCall {
    const handler = (instance as Record<string, (...args: unknown[]) => unknown>)[method]!;
    // Where nothing can catch it, Nest would only log each refusal with its stack.
    const filters = this.#hasFilters(instance, handler);
    const options = { guards: true, interceptors: true, filters };
    const call = this.contexts.create(
      instance,
      handler,
      method,
      parametersKey,
      handlerParameters,
      undefined,
      undefined,
      options,
      'rpc',
    );
    return async (input, ctx) => {
      const returned: unknown = await call(input, ctx);
      // Filters of the rpc kind return an Observable that fails.
      return isObservable(returned) ? lastValueFrom(returned) : returned;
    };
  }

  #hasFilters(instance: object, handler: object): boolean {
    return (
      this.config.getGlobalFilters().length > 0 ||
      this.config.getGlobalRequestFilters().length > 0 ||
      Reflect.hasMetadata(filtersKey, handler) ||
      Reflect.hasMetadata(filtersKey, instance.constructor)
    );
  }
}
