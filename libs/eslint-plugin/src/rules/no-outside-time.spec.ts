import { saga, specifyRule } from './saga-files.for-spec.ts';

specifyRule(
  'no-outside-time',
  [
    saga('return ctx.now();'),
    saga('return new Date(input.at);'),
    saga('return Date.parse(input.at) + Date.UTC(2026);'),
    saga('const Date = input.Date; return Date.now();'),
    saga('type At = Date; let at: Date; return at;'),
    saga(`return ctx.effect('at', () => Date.now());`),
    saga(`return ctx.effect('at', async function () { return new Date(); });`),
  ],
  [
    [saga('return Date.now();'), 'outside'],
    [saga('return Date["now"]();'), 'outside'],
    [saga('const clock = Date.now; return clock();'), 'outside'],
    [saga('return new Date();'), 'outside'],
    [saga('return Date();'), 'outside'],
    [saga('return globalThis.Date.now();'), 'outside'],
    [saga('return performance.now() + process.hrtime()[0];'), 'outside', 'outside'],
    [saga('return Temporal.Now.instant();'), 'outside'],
    [saga(`return other.effect('at', () => Date.now());`), 'outside'],
    ['export const loadedAt = Date.now();', 'outside'],
  ],
);
