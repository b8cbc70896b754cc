import { globalsRule } from '../code/global-use.ts';

const timers = new Set([
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
  'clearImmediate',
]);

export const noTimers = globalsRule(
  'Waiting is ctx.timer(), which outlives the process',
  {
    timer: '{{name}} is forgotten with its process and fires again on replay: await ctx.timer().',
    tick: '{{name}} is not of the order that replay keeps: await what ctx gives.',
  },
  ({ path: [first, second] }) => {
    if (timers.has(first ?? '')) return 'timer';
    return first === 'queueMicrotask' || (first === 'process' && second === 'nextTick') ? 'tick' : undefined;
  },
);
