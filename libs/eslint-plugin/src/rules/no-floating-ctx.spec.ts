import { saga, specifyRule } from './saga-files.for-spec.ts';

specifyRule(
  'no-floating-ctx',
  [
    saga('await ctx.activity(charge, {});'),
    saga('return ctx.activity(charge, {});'),
    saga('const held = ctx.activity(hold, {}); await ctx.activity(charge, {}); await held;'),
    saga('await Promise.all([ctx.activity(hold, {}), ctx.activity(charge, {})]);'),
    saga(`ctx.emit(placed, {}); ctx.pivot(); ctx.log.info('a');`),
    saga('other.activity(charge, {});'),
    'async function run(saga: SagaContext) { await saga.activity(charge, {}); }',
    'function run(ctx: CanvasRenderingContext2D) { ctx.scope(); }',
  ],
  [
    [saga('ctx.activity(charge, {});'), 'floating'],
    [saga('void ctx.bestEffort(charge, {});'), 'floating'],
    [saga(`ctx.timer('1 day').then(() => undefined).catch(() => undefined);`), 'floating'],
    [saga('Promise.all([ctx.activity(hold, {}), ctx.activity(charge, {})]);'), 'floating'],
    [saga('const held = ctx.activity(hold, {});'), 'unused'],
    ['async function run(saga: SagaContext) { saga.receive(approve); }', 'floating'],
  ],
);
