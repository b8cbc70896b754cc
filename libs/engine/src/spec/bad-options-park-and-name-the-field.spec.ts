import { expect, it } from '@jest/globals';
import type { SagaContext } from '../index.js';
import { activity, saga } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const call = activity('web.call');

specify('bad options of a call', (given) => {
  it.each<[string, (ctx: SagaContext) => unknown, string]>([
    ['an id with a slash', (ctx) => ctx.activity(call, 1, { id: 'a/b' }), 'activity id "a/b"'],
    ['an empty id', (ctx) => ctx.activity(call, 1, { id: '' }), 'activity id ""'],
    ['B11 no attempts', (ctx) => ctx.activity(call, 1, { retry: { maxAttempts: 0 } }), 'retry.maxAttempts: 0'],
    ['B11 NaN attempts', (ctx) => ctx.activity(call, 1, { retry: { maxAttempts: NaN } }), 'retry.maxAttempts: NaN'],
    [
      'B11 an infinite coefficient',
      (ctx) => ctx.activity(call, 1, { retry: { backoffCoefficient: Infinity } }),
      'retry.backoffCoefficient: Infinity',
    ],
    ['B11 a bad time-out', (ctx) => ctx.activity(call, 1, { timeout: '-1s' as never }), 'activity web.call: timeout'],
    ['a bad escalateAfter', (ctx) => ctx.activity(call, 1, { escalateAfter: '1' as never }), 'web.call: escalateAfter'],
    ['B11 zero jitter of text', (ctx) => ctx.activity(call, 1, { retry: { jitter: '0' as never } }), 'retry.jitter: 0'],
    [
      'B11 no interval',
      (ctx) => ctx.activity(call, 1, { retry: { initialInterval: '0s' } }),
      'retry.initialInterval: 0s',
    ],
    ['B11 no time-out', (ctx) => ctx.activity(call, 1, { timeout: '0s' }), 'activity web.call: timeout: 0s'],
    [
      'B11 an infinite undo',
      (ctx) => ctx.activity({ ...call, compensable: true }, 1, { compensation: { retry: { maxAttempts: Infinity } } }),
      'compensation.retry.maxAttempts: Infinity',
    ],
    ['a policy that is none', (ctx) => ctx.activity(call, 1, { inDoubt: 'maybe' as never }), 'inDoubt: "maybe"'],
    ['an undo or not', (ctx) => ctx.activity(call, 1, { compensate: 'no' as never }), 'compensate: "no" is not true'],
    ['an unknown option', (ctx) => ctx.activity(call, 1, { time: '1s' } as never), '"time" is no option'],
    [
      'B11 an unknown option of retries',
      (ctx) => ctx.activity(call, 1, { retry: { attempts: 1 } } as never),
      'retry: "attempts" is no option; there are maxAttempts',
    ],
    ['options that are none', (ctx) => ctx.activity(call, 1, 5 as never), 'web.call: 5 is no object of options'],
    ['a bad queue', (ctx) => ctx.activity(call, 1, { queue: 'a b' }), 'queue "a b"'],
    ['an odd queue', (ctx) => ctx.activity(call, 1, { queue: () => '' }), 'queue ""'],
    ['a queue that throws', (ctx) => ctx.activity(call, 1, { queue: refuses }), 'its queue cannot be told: no zone'],
    [
      'a queue of the contract that throws',
      (ctx) => ctx.activity(activity('web.call', { queue: refuses }), 1),
      'activity web.call: its queue cannot be told: no zone',
    ],
    ['an input that is no JSON', (ctx) => ctx.activity(call, { n: NaN }), 'activity web.call: /n is NaN'],
    [
      'an input that does not fit',
      (ctx) => ctx.activity({ ...call, input: refusing }, 1),
      'activity web.call: /n is wrong',
    ],
    [
      'a schema that throws',
      (ctx) => ctx.activity({ ...call, input: throwing }, 1),
      'activity web.call: the schema threw oh',
    ],
  ])('%s park the instance and name the field', async (_, run, message) => {
    const instance = given(saga(run as never));
    await instance.start();
    expect(instance.eventsOf('SagaParked')[0]).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining(message),
    });
  });

  it('B11 the line of the call stands beside it', async () => {
    const instance = given(saga((ctx) => ctx.activity(call, 1, { timeout: '5 mins' as never })));
    await instance.start();
    const at = expect.stringMatching(/bad-options-park-and-name-the-field\.spec\.ts:\d+:\d+/) as unknown;
    expect(instance.eventsOf('SagaParked')[0]).toMatchObject({ detail: { at } });
  });

  it('a queue may be chosen by call or by input', async () => {
    const instance = given(
      saga((ctx) =>
        Promise.all([
          ctx.activity(call, { zone: 'eu' }, { queue: (input) => `web-${input.zone}` }),
          ctx.activity(call, 1, { queue: 'slow' }),
          ctx.activity(activity('web.far', { queue: (input) => `far-${input}` }), 7),
        ]),
      ),
    );
    await instance.start();
    expect(instance.sent.map((m) => m.kind === 'command' && m.queue)).toEqual(['web-eu', 'slow', 'far-7']);
  });
});

function refuses(): never {
  throw new Error('no zone');
}

const refusing = {
  '~standard': {
    version: 1 as const,
    vendor: 'x',
    validate: () => ({ issues: [{ message: 'is wrong', path: ['n'] }] }),
  },
};
const throwing = {
  '~standard': {
    version: 1 as const,
    vendor: 'x',
    validate: () => {
      throw new Error('oh');
    },
  },
};
