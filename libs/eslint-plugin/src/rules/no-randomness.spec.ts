import { saga, specifyRule } from './saga-files.for-spec.ts';

specifyRule(
  'no-randomness',
  [
    saga('return ctx.random() + ctx.uuid();'),
    saga('return Math.max(1, 2);'),
    saga('const { max, min } = Math; return max(1, min(2, 3));'),
    saga('const crypto = input; return crypto.randomUUID();'),
    saga(`return ctx.effect('id', () => crypto.randomUUID());`),
  ],
  [
    [saga('return Math.random();'), 'outside'],
    [saga('return globalThis.Math.random();'), 'outside'],
    [saga('const { random } = Math; return random();'), 'outside'],
    [saga('const { randomUUID } = crypto; return randomUUID();'), 'outside'],
    [saga('return crypto.randomUUID();'), 'outside'],
    [saga('return crypto.getRandomValues(new Uint8Array(4));'), 'outside'],
  ],
);
