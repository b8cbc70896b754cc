import { describe, expect, it } from '@jest/globals';
import { activity, completed, emitted, executed, not, signal, start, timePasses, waitsFor } from '@skald/testing';
import { checkHealth, environmentUnhealthy, retired } from './health-monitor.contracts.js';
import { healthy, monitoring, sick, watch } from './provisioning.for-spec.js';

describe('health-monitor', () => {
  it('checks every five minutes', async () => {
    const watching = await monitoring
      .given(healthy)
      .when(start(watch), timePasses('16 minutes'))
      .then(executed(checkHealth, { addresses: ['north.internal'] }), waitsFor(retired), waitsFor('timer'));
    expect(watching.scheduled).toHaveLength(3);
  });

  it('continues as new after twelve checks, and knows what failed before', async () => {
    const watching = await monitoring
      .given(activity(checkHealth).returns(null, { times: 11 }).fails('Unhealthy'))
      .when(start(watch), timePasses('71 minutes'))
      .then(emitted(environmentUnhealthy, { environment: 'shop', failures: 3 }), waitsFor(retired));
    const [next, ...more] = watching.eventsOf('SagaContinuedAsNew');
    expect(more).toEqual([]);
    expect(next).toMatchObject({ input: { ...watch, failures: 1 } });
    expect(watching.standing.run).toBe(1);
  });

  it('raises the alarm once, at the third failure in a row', async () => {
    const watching = await monitoring
      .given(sick)
      .when(start(watch), timePasses('26 minutes'))
      .then(emitted(environmentUnhealthy, { environment: 'shop', failures: 3 }));
    expect(watching.eventsOf('DomainEventEmitted')).toHaveLength(1);
    expect(watching.standing.view).toMatchObject({ failures: 5 });
  });

  it('forgets failures that are over', () =>
    monitoring
      .given(activity(checkHealth).fails('Unhealthy', { times: 2 }).returns(null))
      .when(start(watch), timePasses('26 minutes'))
      .then(not(emitted(environmentUnhealthy))));

  it('counts a check that nobody answers as failed', () =>
    monitoring
      .given(activity(checkHealth).timesOut())
      .when(start(watch), timePasses('20 minutes'))
      .then(emitted(environmentUnhealthy)));

  it('ends when the environment is retired', () =>
    monitoring
      .given(healthy)
      .when(start(watch), timePasses('3 hours'), signal(retired, { by: 'ana' }))
      .then(completed({ retiredBy: 'ana' })));
});
