import { globalsRule } from '../code/global-use.ts';

export const noRandomness = globalsRule(
  'Chance comes from ctx.random() and ctx.uuid(), which say the same on replay',
  { outside: '{{name}} gives something else on replay: use ctx.random() or ctx.uuid().' },
  ({ path: [first, second] }) =>
    first === 'crypto' || (first === 'Math' && second === 'random') ? 'outside' : undefined,
);
