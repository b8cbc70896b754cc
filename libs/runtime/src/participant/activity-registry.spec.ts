import { describe, expect, it } from '@jest/globals';
import { defineActivity } from '@skald/contracts';
import { z } from 'zod';
import { ActivityRegistry } from './activity-registry.js';

const execute = (): null => null;
const activity = (queue?: string | ((zone: string) => string)) =>
  defineActivity('web.call', { input: z.string(), output: z.null(), ...(queue !== undefined && { queue }) });

describe('the queues that a worker serves', () => {
  it('are those of its activities, and of all of their calls', () => {
    expect(new ActivityRegistry([{ contract: activity(), execute }]).queues).toEqual(['web']);
    expect(new ActivityRegistry([{ contract: activity('slow'), execute }]).queues).toEqual(['slow']);
  });

  it('are to be named where the input decides, also when a queue could be made of no input', () => {
    const handlers = [{ contract: activity((zone) => `web-${zone}`), execute }];
    expect(() => new ActivityRegistry(handlers)).toThrow(
      'activity web.call chooses its queue by its input: name the queues to be served',
    );
    expect(new ActivityRegistry(handlers, ['web-eu', 'web-us']).queues).toEqual(['web-eu', 'web-us']);
  });
});

describe('a handler', () => {
  it.each<[object, string]>([
    [{ concurrency: 0 }, 'activity web.call: concurrency: 0 is not a whole number from 1 on'],
    [{ concurrency: '2' }, 'activity web.call: concurrency: "2" is not a whole number from 1 on'],
    [{ concurrent: 2 }, 'activity web.call: "concurrent" is no option; there are contract, concurrency, exclusive, '],
    [{ exclusive: 1 }, 'activity web.call: exclusive: 1 is not true or false'],
    [{ breaker: { resetTimeout: '5s' } }, 'activity web.call: breaker: {"resetTimeout":"5s"} is no function'],
    [{ compensate: true }, 'activity web.call: compensate: true is no function'],
  ])('is refused for %j', (wrong, problem) => {
    expect(() => new ActivityRegistry([{ contract: activity(), execute, ...wrong }])).toThrow(problem);
  });

  it('of a class has what it needs', () => {
    class Caller {
      readonly contract = activity();
      readonly execute = execute;
      constructor(readonly proxy: string) {}
    }
    expect(new ActivityRegistry([new Caller('a')]).get('web.call')).toMatchObject({ proxy: 'a' });
  });
});
