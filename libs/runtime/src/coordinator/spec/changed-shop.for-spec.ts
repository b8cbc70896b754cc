import type { SagaDefinition } from '@skald/engine';
import { reserve, shop } from './shop.for-spec.js';

/** The same version of the shop with other code. */
export const shopThat = (run: SagaDefinition['run']): SagaDefinition => ({ ...shop, run });

export const broken = shopThat(async (ctx) => {
  await ctx.activity(reserve, 1);
  (undefined as unknown as { boom(): void }).boom();
});

export const fixed = shopThat(async (ctx) => {
  await ctx.activity(reserve, 1);
  return 'fine';
});
