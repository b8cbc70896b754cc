import { describe, expect, it } from '@jest/globals';
import type { SagaEvent } from '@skald/contracts';
import type { Turn } from '@skald/engine';
import { Meters } from './meters.js';

function turn(events: readonly { readonly type: string }[]): Turn {
  return { saga: 'trip', events: events as readonly SagaEvent[] } as Turn;
}

describe('the metrics of sagas', () => {
  it('have these twelve names, and no label that names an instance', async () => {
    const names = (await new Meters().registry.getMetricsAsJSON()).map(({ name }) => name).sort();
    expect(names).toEqual([
      'saga_activity_attempts_total',
      'saga_activity_schedule_to_start_seconds',
      'saga_continued_as_new_total',
      'saga_dead_letters_total',
      'saga_history_events',
      'saga_needs_operator_total',
      'saga_nondeterminism_total',
      'saga_repeats_total',
      'saga_replay_duration_seconds',
      'saga_signals_total',
      'saga_timer_lateness_seconds',
      'saga_timers_pending',
    ]);
  });

  it('are there as 0 for every saga of the process, before the first count', async () => {
    const meters = new Meters();
    meters.expect(['trip', 'billing']);
    const text = await meters.registry.metrics();
    for (const saga of ['trip', 'billing']) {
      for (const name of ['saga_nondeterminism_total', 'saga_continued_as_new_total', 'saga_signals_total'])
        expect(text).toContain(`${name}{saga="${saga}"} 0`);
      for (const result of ['completed', 'retried', 'timed-out', 'failed', 'canceled'])
        expect(text).toContain(`saga_activity_attempts_total{saga="${saga}",result="${result}"} 0`);
    }
    meters.turned(turn([{ type: 'SignalReceived' }]));
    meters.expect(['trip']);
    expect(await meters.registry.metrics()).toContain('saga_signals_total{saga="trip"} 1');
  });

  it('count what stands in a durable turn', async () => {
    const meters = new Meters();
    const nondeterminism = { type: 'SagaParked', code: 'NONDETERMINISM' };
    meters.turned(turn([{ type: 'SagaStarted' }, { type: 'ActivityAttemptFailed' }, { type: 'ActivityCompleted' }]));
    meters.turned(turn([{ type: 'SignalReceived' }, { type: 'SignalReceived' }, { type: 'ActivityCompleted' }]));
    meters.turned(turn([nondeterminism, { type: 'SagaParked' }, { type: 'SagaContinuedAsNew' }]));
    const text = await meters.registry.metrics();

    expect(text).toContain('saga_activity_attempts_total{saga="trip",result="completed"} 2');
    expect(text).toContain('saga_activity_attempts_total{saga="trip",result="retried"} 1');
    expect(text).toContain('saga_signals_total{saga="trip"} 2');
    expect(text).toContain('saga_nondeterminism_total{saga="trip"} 1');
    expect(text).toContain('saga_continued_as_new_total{saga="trip"} 1');
  });

  it('[undo-fails] count what waits for a person, and not what is only tried again or elsewhere', async () => {
    const meters = new Meters();
    meters.turned(
      turn([
        { type: 'ActivityFailed', operation: 'execute' },
        { type: 'ActivityFailed', operation: 'compensate' },
        { type: 'SagaForwardFailed' },
        { type: 'SagaParked', code: 'NONDETERMINISM' },
        { type: 'SagaParked', code: 'VERSION_ELSEWHERE' },
      ] as { type: string }[]),
    );
    const lines = (await meters.registry.metrics()).split('\n').filter((line) => line.startsWith('saga_needs'));
    expect(lines).toEqual([
      'saga_needs_operator_total{saga="trip",reason="UNDO_FAILED"} 1',
      'saga_needs_operator_total{saga="trip",reason="FORWARD_FAILED"} 1',
      'saga_needs_operator_total{saga="trip",reason="NONDETERMINISM"} 1',
    ]);
  });

  it('measure replays, timers, the wait for a participant, and what came to nothing', async () => {
    const meters = new Meters();
    meters.replayed('trip', 0.02, 42);
    meters.timerFired(0.2);
    meters.attemptStarted('hotel.book', 3);
    meters.timersPending(7);
    meters.repeated('trip');
    meters.deadLettered('saga.results', 'NOT_JSON');
    const text = await meters.registry.metrics();

    expect(text).toContain('saga_replay_duration_seconds_bucket{le="0.05",saga="trip"} 1');
    expect(text).toContain('saga_history_events_sum{saga="trip"} 42');
    expect(text).toContain('saga_timer_lateness_seconds_sum 0.2');
    expect(text).toContain('saga_activity_schedule_to_start_seconds_sum{activity="hotel.book"} 3');
    expect(text).toContain('saga_timers_pending 7');
    expect(text).toContain('saga_repeats_total{saga="trip"} 1');
    expect(text).toContain('saga_dead_letters_total{topic="saga.results",reason="NOT_JSON"} 1');
  });
});
