import { globalsRule, type GlobalUse } from '../code/global-use.ts';

export const noOutsideTime = globalsRule(
  'Time comes from ctx.now(), which says the same on replay',
  { outside: '{{name}} says another time on replay: use ctx.now().' },
  (use) => (isClock(use) ? 'outside' : undefined),
);

function isClock({ path: [first, second], node }: GlobalUse): boolean {
  switch (first) {
    case 'performance':
      return true;
    case 'process':
      return second === 'hrtime' || second === 'uptime';
    case 'Temporal':
      return second === 'Now';
    case 'Date':
      return second === undefined ? isPresent(node) : second === 'now';
    default:
      return false;
  }
}

/** `new Date()`, `Date()`: without arguments they say now. */
function isPresent(node: GlobalUse['node']): boolean {
  const call = node.parent;
  if (call?.type === 'NewExpression') return call.callee === node && call.arguments.length === 0;
  return call?.type === 'CallExpression' && call.callee === node;
}
