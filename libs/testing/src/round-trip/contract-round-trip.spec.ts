import { describe, expect, it } from '@jest/globals';
import { defineActivity, defineDomainEvent, defineSaga, defineSignal, type Schema } from '@skald/contracts';
import { z } from 'zod';
import { contractRoundTrip } from './contract-round-trip.js';

const Everything = z.object({
  text: z.string().min(1).max(20),
  whole: z.int().positive(),
  price: z.number().nonnegative(),
  flag: z.boolean(),
  kind: z.enum(['a', 'b']),
  one: z.literal('one'),
  perhaps: z.string().optional(),
  nothing: z.null(),
  either: z.union([z.string(), z.number(), z.null()]),
  list: z.array(z.object({ sku: z.string() })).min(1),
  map: z.record(z.string(), z.number()),
  pair: z.tuple([z.string(), z.number()]),
  when: z.iso.datetime(),
  any: z.unknown(),
});

describe('the round trip of contracts', () => {
  it('everything that JSON can hold survives', async () => {
    const activity = defineActivity('a.b', { input: Everything, output: Everything });
    const signal = defineSignal('go', Everything);
    const saga = defineSaga('trip', { input: Everything, output: Everything, signals: [signal] });
    expect(await contractRoundTrip([activity, saga, defineDomainEvent('x.y', Everything)], { values: 100 })).toEqual(
      [],
    );
  });

  it.each<[string, Schema, object]>([
    ['a big integer', z.object({ n: z.number().transform(() => 1n) }), { detail: expect.stringContaining('/n') }],
    [
      'what a schema changes each time',
      z.object({ n: z.number().overwrite((n) => n + 1) }),
      { path: '/n', detail: 'the schema changes what it gave itself' },
    ],
    [
      'what a schema refuses the second time',
      z.object({ n: z.number().transform(String) }),
      { path: '/n', detail: expect.stringContaining('the schema refuses what it gave itself') },
    ],
  ])('names what does not survive, with the path: %s', async (_, schema, lost) => {
    expect(await contractRoundTrip([defineSignal('go', schema)])).toMatchObject([
      { what: 'payload of signal go', ...lost },
    ]);
  });

  it('says that a schema has no JSON Schema', async () => {
    const mute: Schema = { '~standard': { version: 1, vendor: 'mute', validate: (value) => ({ value }) } };
    await expect(contractRoundTrip([defineSignal('go', mute)])).rejects.toThrow(
      'payload of signal go: its schema does not say its JSON Schema',
    );
  });
});
