import { expect, it } from '@jest/globals';
import { approve, saga } from './contracts.for-spec.js';
import type { InstanceUnderTest } from './instance-under-test.for-spec.js';
import { specify } from './specify.for-spec.js';

// What is told of an input is in no history: an offset that a turn has taken may not cover it before it was told.
specify('what is told of an input and not recorded', (given) => {
  const waits = saga(async (ctx) => {
    await ctx.receive(approve);
    await ctx.timer('1 hour');
    return 'rested';
  });
  let offset = 0;
  const at = (instance: InstanceUnderTest, request: Parameters<InstanceUnderTest['asRequest']>[0]) => ({
    ...instance.asRequest(request),
    source: { stream: 'requests' as const, topicEpoch: 1, offset: ++offset, label: `requests@${offset}` },
  });
  const hopeless = { type: 'retry', activityId: 'nobody', requestId: 'r-2' } as const;
  const cancel = { type: 'cancel', compensate: true, requestId: 'r-1' } as const;
  const kinds = ({ outcomes }: InstanceUnderTest): string[] =>
    outcomes.map(({ dispositions, turn }) =>
      [...dispositions.map(({ kind }) => kind), turn === undefined ? 'no turn' : 'turn'].join(' '),
    );

  it('waits for the next turn when something is recorded before it', async () => {
    const instance = given(waits);
    await instance.start();
    await instance.tell(at(instance, cancel), at(instance, hopeless), at(instance, hopeless));
    expect(kinds(instance)).toEqual(['applied turn', 'refused refused no turn']);
    expect(instance.turns.at(-1)?.applied.requests).toBe(offset - 2);
  });

  it('is told before what comes after it is recorded', async () => {
    const instance = given(waits);
    await instance.start();
    await instance.tell(at(instance, hopeless), at(instance, cancel));
    expect(kinds(instance)).toEqual(['refused no turn', 'applied turn']);
  });

  it('is told before a timer fires', async () => {
    const instance = given(waits);
    await instance.start();
    await instance.signal('approve', 1);
    instance.now += 3_600_000;
    await instance.tell(at(instance, hopeless), { kind: 'wake' });
    expect(kinds(instance)).toEqual(['refused no turn', 'applied turn']);
    expect(instance.output).toBe('rested');
  });

  it('is also the answer to who asks again', async () => {
    const instance = given(waits);
    await instance.start();
    const signal = { type: 'signal', name: 'approve', payload: 1, requestId: 'r-3' } as const;
    await instance.tell(at(instance, signal), at(instance, signal), at(instance, signal));
    expect(kinds(instance)).toEqual(['applied turn', 'repeat repeat no turn']);
  });
});
