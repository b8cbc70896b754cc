import { saga, specifyRule } from './saga-files.for-spec.ts';

specifyRule(
  'no-outside-world',
  [
    saga(`ctx.log.info('started');`),
    saga('const fetch = input.fetch; return fetch();'),
    saga('type Fetch = typeof fetch; return 1;'),
    saga(`return ctx.effect('region', () => process.env.REGION);`),
    // Said by other rules.
    saga('return process.hrtime() + globalThis.Date.now();'),
  ],
  [
    [saga(`await fetch('http://127.0.0.1');`), 'network'],
    [saga(`new WebSocket('ws://127.0.0.1');`), 'network'],
    [saga('return process.env.REGION;'), 'machine'],
    [saga('return globalThis["process"].env;'), 'machine'],
    [saga('const { env } = globalThis;'), 'machine'],
    [saga(`return Buffer.from('a');`), 'machine'],
    [saga(`console.log('started');`), 'console'],
  ],
);
