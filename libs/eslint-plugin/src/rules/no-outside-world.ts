import { globalsRule } from '../code/global-use.ts';

const network = new Set(['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource']);
const machine = new Set(['process', 'Buffer', 'globalThis', 'global', 'window', 'self', 'localStorage', 'navigator']);
/** Said by no-outside-time and no-timers. */
const saidElsewhere = new Set(['hrtime', 'uptime', 'nextTick']);

export const noOutsideWorld = globalsRule(
  'What reaches outside is an activity or an effect; lines for people go to ctx.log',
  {
    network: '{{name}} reaches outside, again on every replay: make it an activity, or a small read with ctx.effect().',
    machine: '{{name}} differs from process to process: take it as input, or record it with ctx.effect().',
    console: '{{name}} writes again on every replay: use ctx.log.',
  },
  ({ path: [first = '', second = ''] }) => {
    if (network.has(first)) return 'network';
    if (first === 'console') return 'console';
    return machine.has(first) && !(first === 'process' && saidElsewhere.has(second)) ? 'machine' : undefined;
  },
);
