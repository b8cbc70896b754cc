import { describe, expect, it } from '@jest/globals';
import {
  childWorkflowId,
  commandKey,
  idempotencyKey,
  instanceKey,
  isName,
  nameRule,
  parseInstanceKey,
} from '../index.js';

describe('names', () => {
  it.each([
    ['namespace', ['a', 'team-7', '0'.repeat(64)], ['', 'A', 'a_b', 'a b', 'é', '0'.repeat(65)]],
    ['workflowId', ['order-42', '~!:#', 'a'.repeat(256)], ['', 'a/b', 'a b', 'é', 'a\u0000', 'a'.repeat(257), 42]],
    ['activityId', ['charge', 'payments.charge#12', 'a'.repeat(128)], ['', 'a:b', 'a/b', 'a b', 'a'.repeat(129)]],
    ['activity name', ['ping', 'payments.charge', 'a.b-c.d_e'], ['', '.a', 'a.', 'a..b', '1a', 'a b', 'a'.repeat(121)]],
    ['saga name', ['order-checkout', 'team.saga'], ['', '-a', 'a/b', 'a'.repeat(121)]],
    ['signal name', ['approve', '7.a_b-c'], ['', 'a b', 'a/b', 'a'.repeat(129)]],
    ['queue', ['payments', 'a-1_b'], ['', 'a.b', 'a b', 'a'.repeat(101)]],
    ['topic', ['saga.requests', 'a'.repeat(249)], ['', 'a b', 'a/b', 'a'.repeat(250)]],
  ] as const)('%s', (kind, fine, wrong) => {
    for (const name of fine) expect([name, isName(kind, name)]).toEqual([name, true]);
    for (const name of wrong) expect([name, isName(kind, name)]).toEqual([name, false]);
    expect(nameRule(kind)).not.toBe('');
  });

  it('trailing line breaks are no part of a name', () => {
    expect(isName('workflowId', 'order-42\n')).toBe(false);
    expect(isName('namespace', 'default\n')).toBe(false);
  });
});

describe('hostile names', () => {
  const kinds = [
    ...(['namespace', 'workflowId', 'activityId', 'activity name', 'saga name'] as const),
    ...(['signal name', 'change id', 'queue', 'topic'] as const),
  ];

  it.each(kinds)('no %s of millions of characters takes time, or runs out of stack', (kind) => {
    for (const part of ['a', 'a.', 'a-', '.', '0', '😀', '\ud800', ' '])
      for (const end of ['', '!', '\n']) expect(isName(kind, part.repeat(4_000_000) + end)).toBe(false);
  });

  it.each(kinds)('no %s is a list, an object or something that looks like a text', (kind) => {
    for (const value of [['a'], { $gt: '' }, { toString: () => 'a' }, new String('a'), null, 1, true])
      expect(isName(kind, value)).toBe(false);
  });
});

describe('keys (V5)', () => {
  const identity = { namespace: 'default', workflowId: 'order-42', run: 0, activityId: 'charge' } as const;

  it.each([
    [{}, false, 'order-42:charge:execute'],
    [{ operation: 'compensate' as const }, false, 'order-42:charge:compensate'],
    [{ operation: 'compensate' as const }, true, 'order-42:charge:compensate:late'],
    [{ run: 3 }, false, 'order-42:charge:execute.3'],
    [{ run: 3, operation: 'compensate' as const }, true, 'order-42:charge:compensate.3:late'],
    [{ namespace: 'acme' }, false, 'acme/order-42:charge:execute'],
  ])('an idempotency key is of the identity, never of the attempt: %j', (fields, late, key) => {
    expect(idempotencyKey({ ...identity, operation: 'execute', ...fields }, late)).toBe(key);
  });

  it('J5 no two identities share one', () => {
    const keys = new Set<string>();
    for (const namespace of ['default', 'a', 'b'])
      for (const workflowId of ['w', 'w:a', 'w:a:execute'])
        for (const activityId of ['a', 'execute', 'a.1'])
          for (const run of [0, 1])
            for (const operation of ['execute', 'compensate'] as const)
              for (const late of [false, true])
                keys.add(idempotencyKey({ namespace, workflowId, activityId, run, operation }, late));
    expect(keys.size).toBe(3 * 3 * 3 * 2 * 2 * 2);
  });

  it('E7 no two children share the id that nobody chose', () => {
    const ids = ['a', 'a:0', 'a:0:b', 'a:1'].flatMap((workflowId) =>
      [0, 1, 10].flatMap((run) => ['b', '0', 'b.1'].map((childId) => childWorkflowId({ workflowId, run }, childId))),
    );
    expect(new Set(ids).size).toBe(4 * 3 * 3);
    expect(ids.every((id) => isName('workflowId', id))).toBe(true);
  });

  it('an instance key is taken apart again', () => {
    expect(instanceKey(identity)).toBe('default/order-42');
    expect(parseInstanceKey('default/order-42')).toEqual({ namespace: 'default', workflowId: 'order-42' });
    expect(commandKey('order-42', 'charge')).toBe('order-42:charge');
  });
});
