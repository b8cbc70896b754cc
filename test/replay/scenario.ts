import type { SagaContext, SagaDefinition, SagaOptions } from '@skald/engine';
import type { Expectation, Given, When } from '@skald/testing';
import { type Goods, kit, shop } from './shop.contracts.ts';

/** One feature of the authoring language: code, and a life of it that is recorded once and replayed for ever. */
export interface Scenario {
  readonly saga: SagaDefinition;
  readonly given?: readonly Given[];
  readonly when: readonly When[];
  readonly then: readonly Expectation[];
  /** The workflowId whose history is kept, where it is not the instance that is started. */
  readonly whose?: string;
}

type Code = (ctx: SagaContext, goods: Goods) => Promise<unknown>;

/** Code of the saga `golden.shop`. */
export const code = (run: Code, options: SagaOptions = {}): SagaDefinition => ({
  ...{ contract: shop, version: 1, options, run: run as SagaDefinition['run'] },
});

/** Code of `golden.kit`, which others start. */
export const kitCode = (run: Code): SagaDefinition => ({ ...code(run), contract: kit });
