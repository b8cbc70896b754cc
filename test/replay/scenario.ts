import type { SagaContext, SagaDefinition, SagaOptions } from '@skald/engine';
import type { Expectation, Given, When } from '@skald/testing';
import { type Goods, shop } from './shop.contracts.ts';

/** One feature of the authoring language: code, and a life of it that is recorded once and replayed for ever. */
export interface Scenario {
  readonly saga: SagaDefinition;
  readonly given?: readonly Given[];
  readonly when: readonly When[];
  readonly then: readonly Expectation[];
}

/** Code of the saga `golden.shop`. */
export const code = (
  run: (ctx: SagaContext, goods: Goods) => Promise<unknown>,
  options: SagaOptions = {},
): SagaDefinition => ({ contract: shop, version: 1, options, run: run as SagaDefinition['run'] });
