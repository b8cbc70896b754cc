import { expect, it } from '@jest/globals';
import { hotel, saga } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const line = expect.stringMatching(/bad-options-of-a-child\.spec\.ts:\d+:\d+/) as unknown;

specify('bad options of a child', (given) => {
  it.each([
    ['workflowId', { workflowId: 'a/b' }, 'saga hotel: workflowId "a/b"'],
    ['version', { version: 0.5 }, 'saga hotel: version 0.5'],
    ['timeout', { timeout: '0s' }, 'saga hotel: timeout'],
    ['onParentClose', { onParentClose: 'forget' }, 'saga hotel: onParentClose "forget"'],
    ['attributes', { attributes: { a: NaN } }, 'saga hotel: attributes: /a is NaN'],
    ['an attribute', { attributes: { a: {} } }, 'saga hotel: attributes: /a is not a text'],
  ])('%s: park and name the field', async (_, options, message) => {
    const instance = given(saga(async (ctx) => ctx.child(hotel, { input: 1, ...options } as never)));
    await instance.start();
    expect(instance.eventsOf('SagaParked')).toMatchObject([
      { code: 'INVALID_INPUT', message: expect.stringContaining(message), detail: { at: line } },
    ]);
  });

  it('of a detached saga park as well: nobody else would hear of them', async () => {
    const options = { input: 1, attributes: { a: [] } };
    const instance = given(saga(async (ctx) => ctx.detach(hotel, options as never)));
    await instance.start();
    expect(instance.eventsOf('SagaParked')).toMatchObject([{ code: 'INVALID_INPUT', detail: { at: line } }]);
  });
});
