import { saga, specifyRule } from './saga-files.for-spec.ts';

specifyRule(
  'no-outside-time',
  [
    saga('return ctx.now();'),
    saga('return new Date(input.at);'),
    saga('return Date.parse(input.at) + Date.UTC(2026);'),
    saga('const { parse, UTC } = Date; return parse(input.at);'),
    saga(`return ctx.effect('at', () => { const { now } = Date; return now(); });`),
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
    [saga('const { now } = Date; return now();'), 'outside'],
    [saga('const { now: clock, parse } = globalThis.Date; return clock();'), 'outside'],
    ['export const loadedAt = Date.now();', 'outside'],
  ],
);
