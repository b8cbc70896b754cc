import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { hold } from '../../../../../test/hostile/hold.for-spec.js';
import { jsonText, words } from '../../../../../test/hostile/json-text.for-spec.js';
import { execute } from '../rig.for-spec.js';
import { correlationOf, readCorrelation } from './correlation.js';
import { legacyCharge, legacyRig } from './legacy.for-spec.js';

const identity = {
  ...{ namespace: 'default', workflowId: 'order:42~a', run: 3, activity: 'payments.charge', activityId: 'charge' },
  ...{ operation: 'execute' as const, attempt: 2 },
};
const good = correlationOf(identity);

describe('a hostile correlation', () => {
  it('is nobody’s, or names what can be named, and reads as it was written', () => {
    const cut = fc.tuple(fc.nat(good.length), fc.nat(good.length)).map(([from, to]) => good.slice(from, to));
    const put = fc
      .tuple(fc.nat(good.length), fc.constantFrom(...words))
      .map(([at, word]) => good.slice(0, at) + word + good.slice(at));
    const drawn = fc.oneof(
      fc.constant(good),
      cut,
      put,
      fc.string(),
      fc.constantFrom(...['~', ':', '~3a'].map((one) => one.repeat(900_000))),
    );
    hold(3_000, drawn, (text) => {
      const read = readCorrelation(text);
      if (read !== undefined && correlationOf(read) !== text) throw new Error(`${text} reads as another`);
      if (text === good && JSON.stringify(read) !== JSON.stringify(readCorrelation(good))) throw new Error(text);
    });
    expect(readCorrelation(good)).toEqual(identity);
  });
});

describe('hostile replies', () => {
  it('never stop their topic: a good one behind them is heard (V7)', async () => {
    const legacy = await legacyRig(legacyCharge(({ ref }) => ref));
    await legacy.rig.send(execute());
    const ref = (JSON.parse(Buffer.from(legacy.requests[0]!.value!).toString()) as { ref: string }).ref;
    const hostile = fc.sample(
      fc.tuple(jsonText, jsonText).map(([one, other]) => `{"ref":${one},"state":${other}}`),
      { numRuns: 300, seed: 42 },
    );
    for (const reply of hostile) await legacy.reply(reply);
    await legacy.reply({ state: 'paid', nr: 'p-7', ref });
    expect(legacy.rig.results.at(-1)).toMatchObject({ type: 'completed', output: { id: 'p-7' } });
    expect(legacy.reasons).toHaveLength(300);
    expect(new Set(legacy.reasons)).toEqual(new Set(['NO_CORRELATION', 'NOT_JSON']));
  });

  it.each<[string, (reply: unknown) => never]>([
    ['throws an object without prototype', () => thrown(Object.create(null))],
    ['throws what throws when it is read', () => thrown({ toString: () => thrown('again') })],
    ['is asynchronous and fails', (async () => thrown(new Error('late'))) as unknown as () => never],
    ['gives a text', (() => 'paid') as unknown as () => never],
    ['gives null', (() => null) as unknown as () => never],
  ])('P6 are told to the saga and kept when their map %s', async (_, reply) => {
    const binding = legacyCharge();
    const legacy = await legacyRig({
      ...binding,
      routes: binding.routes.map((route) => ({ ...route, reply })),
    });
    await legacy.rig.send(execute());
    await legacy.reply({ state: 'paid' }, { 'correlation-id': legacy.correlation(0) });
    expect(legacy.reasons).toEqual(['MAPPING_FAILED']);
    expect(legacy.rig.results.at(-1)).toMatchObject({ type: 'failed', error: { type: 'skald.UnreadableReply' } });
  });
});

function thrown(value: unknown): never {
  throw value;
}
