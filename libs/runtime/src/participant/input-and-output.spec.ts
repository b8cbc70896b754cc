import { defineActivity } from '@skald/contracts';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';

import { charge, execute, note, participantRig } from './rig.for-spec.js';

async function outputOf(returned: unknown, output: z.ZodType = z.unknown()) {
  const contract = defineActivity('payments.return', { input: z.unknown(), output });
  const rig = await participantRig({ handlers: [{ contract, execute: () => returned }] });
  await rig.send(execute({ activity: 'payments.return' }));
  expect(rig.results).toHaveLength(1);
  return rig.results[0]!;
}

describe('the input of an activity', () => {
  it('is what the schema makes of it', async () => {
    const inputs: unknown[] = [];
    const contract = defineActivity('payments.parse', {
      input: z.object({
        at: z.iso.datetime().transform((text) => new Date(text)),
        currency: z.string().default('EUR'),
      }),
      output: z.unknown(),
    });
    const rig = await participantRig({ handlers: [{ contract, execute: (input) => void inputs.push(input) }] });
    await rig.send(execute({ activity: 'payments.parse', input: { at: '2026-01-01T00:00:00Z' } }));
    expect(inputs).toEqual([{ at: new Date('2026-01-01T00:00:00Z'), currency: 'EUR' }]);
  });

  it('that does not fit fails for certain, naming the path, and is not claimed', async () => {
    const rig = await participantRig({
      handlers: [{ contract: charge, execute: () => ({ id: 'p' }), compensate: () => undefined }],
    });
    await rig.send(execute({ input: { amount: 'five' } }));
    expect(rig.results).toMatchObject([
      {
        type: 'failed',
        error: { type: 'skald.InvalidInput', details: { path: '/amount' } },
        effect: 'none',
        retryable: false,
      },
    ]);
    expect(await rig.marks()).toEqual({});
  });

  it('fits nothing when its schema throws or is asynchronous', async () => {
    const contract = defineActivity('payments.odd', {
      input: z.unknown().refine(() => Promise.resolve(true)),
      output: z.unknown(),
    });
    const rig = await participantRig({ handlers: [{ contract, execute: () => 1 }] });
    await rig.send(execute({ activity: 'payments.odd' }));
    expect(rig.results).toMatchObject([{ error: { type: 'skald.InvalidInput' } }]);
  });
});

describe('the output of an activity', () => {
  it.each([
    [undefined, null],
    [0, 0],
    ['', ''],
    [{ at: new Date(0), left: undefined }, { at: '1970-01-01T00:00:00.000Z' }],
  ])('%j is %j', async (returned, output) => {
    expect(await outputOf(returned)).toMatchObject({ type: 'completed', output });
  });

  it('that does not fit leaves the effect unknown', async () => {
    expect(await outputOf({ id: 7 }, z.object({ id: z.string() }))).toMatchObject({
      error: { type: 'skald.InvalidOutput', details: { path: '/id' } },
      effect: 'unknown',
      retryable: true,
    });
  });

  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  it.each([
    ['bigint', { n: 1n }, '/n'],
    ['NaN', [Number.NaN], '/0'],
    ['a cycle', cycle, expect.stringContaining('/self')],
    ['a function', { f: () => 1 }, '/f'],
    ['a map', new Map(), ''],
    ['__proto__', JSON.parse('{"__proto__":1}') as unknown, '/__proto__'],
    [
      'a getter that throws',
      {
        get x() {
          throw new Error('no');
        },
      },
      '',
    ],
  ])(
    'O4 [unserializable] that JSON cannot carry (%s) is said to be so, naming the activity, and may be tried again',
    async (_, returned, path) => {
      expect(await outputOf(returned)).toMatchObject({
        error: {
          type: 'UNSERIALIZABLE',
          message: expect.stringContaining('payments.return'),
          details: { path },
        },
        effect: 'unknown',
        retryable: true,
      });
    },
  );

  it('O1 over the limit fails for good with an unknown effect', async () => {
    expect(await outputOf('x'.repeat(256 * 1024))).toMatchObject({
      error: { type: 'PAYLOAD_TOO_LARGE' },
      effect: 'unknown',
      retryable: false,
    });
    expect(await outputOf('x'.repeat(256 * 1024 - 2))).toMatchObject({ type: 'completed' });
  });

  it('O1 that only the broker finds too large fails for good as well', async () => {
    const rig = await participantRig({
      handlers: [{ contract: note, execute: () => 'x'.repeat(1_000) }],
      bus: (bus) => ({
        ...bus,
        publish: async (records) =>
          Promise.all(
            records.map(async (record) =>
              record.topic === 'saga.results' && record.value!.length > 1_000
                ? { kind: 'refused' as const, reason: 'too large' }
                : (await bus.publish([record]))[0]!,
            ),
          ),
      }),
    });
    await rig.send(execute({ activity: 'payments.note' }));
    expect(rig.results).toMatchObject([{ type: 'failed', error: { type: 'PAYLOAD_TOO_LARGE' }, retryable: false }]);
  });
});

describe('work that is handed over', () => {
  it('settles the command and is reported as such, again when it is repeated', async () => {
    const identities: unknown[] = [];
    const rig = await participantRig({
      handlers: [
        {
          contract: charge,
          execute: (_, ctx) => {
            identities.push(ctx.identity);
            return ctx.handOver();
          },
          compensate: () => undefined,
        },
      ],
    });
    await rig.send(execute(), execute());
    expect(identities).toHaveLength(1);
    expect(rig.results.map(({ type }) => type)).toEqual(['handed-over', 'handed-over']);
    const { type: _, ...identity } = rig.results[0]!;
    expect(identities).toEqual([identity]);
    expect(identity).toMatchObject({ scheduledAt: '2026-01-01T00:00:00.000Z' });
    await rig.clock.advance(200);
    expect(rig.committed).toBe(2);
  });
});
