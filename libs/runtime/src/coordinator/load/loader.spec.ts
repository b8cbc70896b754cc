import { describe, expect, it } from '@jest/globals';
import type { Instances, Journal } from '@skald/ports';
import { aTurn, seededIds, virtualClock } from '@skald/testing';
import { asyncScopes } from '../../evaluation/async-scopes.js';
import { Loader } from './loader.js';

describe('a load', () => {
  it('trusts nothing remembered of a life that was swept: the turns of the new one are sent', async () => {
    const clock = virtualClock();
    const turn = aTurn({
      events: [{ index: 0, type: 'SagaStarted', saga: 'shop', version: 1, input: null, cancelGraceMs: 0 }],
    });
    const instances = { find: async () => [undefined] } as unknown as Instances;
    const journal = { read: async () => [[turn]] } as unknown as Journal;
    const evaluation = { settled: () => clock.settled(), guard: (fn: () => void) => fn(), scopes: asyncScopes() };
    const loader = new Loader({
      ...{ journal, instances, clock, evaluation },
      ids: seededIds(1),
      find: () => undefined,
      onAvailability: () => undefined,
      meter: undefined,
    });
    const { unpublished, publishedSeq } = await loader.load(`${turn.namespace}/${turn.workflowId}`, 17);

    expect(publishedSeq).toBe(-1);
    expect(unpublished).toHaveLength(1);
  });
});
