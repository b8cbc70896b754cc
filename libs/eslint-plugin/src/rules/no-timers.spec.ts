import { saga, specifyRule } from './saga-files.for-spec.ts';

specifyRule(
  'no-timers',
  [
    saga(`await ctx.timer('1 day');`),
    saga('const setTimeout = input; setTimeout();'),
    saga(`return ctx.effect('slow', () => new Promise((resolve) => setTimeout(resolve, 1)));`),
  ],
  [
    [saga('setTimeout(() => {}, 1);'), 'timer'],
    [saga('await new Promise((resolve) => globalThis.setTimeout(resolve, 1));'), 'timer'],
    [saga('setInterval(() => {}, 1); setImmediate(() => {});'), 'timer', 'timer'],
    [saga('queueMicrotask(() => {}); process.nextTick(() => {});'), 'tick', 'tick'],
  ],
);
