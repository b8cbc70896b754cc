import { Injectable } from '@nestjs/common';
import type { DeadLetterReason, SagaEvent } from '@skald/contracts';
import type { CoordinatorMeter, ParticipantMeter } from '@skald/runtime';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

const waits = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 3_600];
const lengths = [10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 50_000];

/** How an attempt ended; other events end none. */
const results: Partial<Readonly<Record<SagaEvent['type'], string>>> = {
  ActivityCompleted: 'completed',
  ActivityAttemptFailed: 'retried',
  ActivityTimedOut: 'timed-out',
  ActivityFailed: 'failed',
  ActivityCanceled: 'canceled',
};

/** What nobody mends by waiting. A version that runs elsewhere is taken up there. */
function needsOperator(event: SagaEvent): string | undefined {
  switch (event.type) {
    case 'ActivityFailed':
      return event.operation === 'compensate' ? 'UNDO_FAILED' : undefined;
    case 'SagaForwardFailed':
      return 'FORWARD_FAILED';
    case 'SagaParked':
      return event.code === 'VERSION_ELSEWHERE' ? undefined : event.code;
    default:
      return undefined;
  }
}

/** What coordinator and participants of this process measure. Labels are names of contracts, never of instances. */
@Injectable()
export class Meters implements CoordinatorMeter, ParticipantMeter {
  readonly registry = new Registry();
  readonly #registers = { registers: [this.registry] };

  readonly #replay = new Histogram({
    name: 'saga_replay_duration_seconds',
    help: 'Time to replay the history of an instance at its load',
    labelNames: ['saga'] as const,
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30],
    ...this.#registers,
  });
  readonly #history = new Histogram({
    name: 'saga_history_events',
    help: 'Events of a history when it was replayed',
    labelNames: ['saga'] as const,
    buckets: lengths,
    ...this.#registers,
  });
  readonly #scheduleToStart = new Histogram({
    name: 'saga_activity_schedule_to_start_seconds',
    help: 'From the schedule of an attempt to its start, as the participant sees it',
    labelNames: ['activity'] as const,
    buckets: waits,
    ...this.#registers,
  });
  readonly #attempts = new Counter({
    name: 'saga_activity_attempts_total',
    help: 'Attempts that ended, by saga and result',
    labelNames: ['saga', 'result'] as const,
    ...this.#registers,
  });
  readonly #timers = new Gauge({
    name: 'saga_timers_pending',
    help: 'Wake-ups of this process that are due within 15 seconds, or overdue',
    ...this.#registers,
  });
  readonly #lateness = new Histogram({
    name: 'saga_timer_lateness_seconds',
    help: 'How long after it was due a timer fired',
    buckets: waits,
    ...this.#registers,
  });
  readonly #signals = this.#counter('saga_signals_total', 'Signals that were recorded');
  readonly #nondeterminism = this.#counter(
    'saga_nondeterminism_total',
    'Instances parked because code and history differ',
  );
  readonly #repeats = this.#counter('saga_repeats_total', 'Records that changed nothing, as what they say is settled');
  readonly #deadLetters = new Counter({
    name: 'saga_dead_letters_total',
    help: 'Records that went to the dead letters, by the topic they came on and the reason',
    labelNames: ['topic', 'reason'] as const,
    ...this.#registers,
  });
  readonly #needs = new Counter({
    name: 'saga_needs_operator_total',
    help: 'How often an instance came to wait for a person or a deploy, by saga and reason',
    labelNames: ['saga', 'reason'] as const,
    ...this.#registers,
  });
  readonly #continued = this.#counter('saga_continued_as_new_total', 'Runs that continued as new');

  /** Counters of these begin at nothing: one that came with its first count would have no increase to alert on. */
  expect(sagas: Iterable<string>): void {
    for (const saga of sagas) {
      for (const result of Object.values(results)) this.#attempts.inc({ saga, result }, 0);
      for (const counter of [this.#signals, this.#nondeterminism, this.#continued]) counter.inc({ saga }, 0);
    }
  }

  replayed(saga: string, seconds: number, events: number): void {
    this.#replay.observe({ saga }, seconds);
    this.#history.observe({ saga }, events);
  }

  turned({ saga, events }: Parameters<CoordinatorMeter['turned']>[0]): void {
    for (const event of events) {
      const result = results[event.type];
      if (result !== undefined) this.#attempts.inc({ saga, result });
      else if (event.type === 'SignalReceived') this.#signals.inc({ saga });
      else if (event.type === 'SagaParked' && event.code === 'NONDETERMINISM') this.#nondeterminism.inc({ saga });
      else if (event.type === 'SagaContinuedAsNew') this.#continued.inc({ saga });
      const reason = needsOperator(event);
      if (reason !== undefined) this.#needs.inc({ saga, reason });
    }
  }

  timerFired(lateSeconds: number): void {
    this.#lateness.observe(lateSeconds);
  }

  attemptStarted(activity: string, seconds: number): void {
    this.#scheduleToStart.observe({ activity }, seconds);
  }

  repeated(saga: string): void {
    this.#repeats.inc({ saga });
  }

  deadLettered(topic: string, reason: DeadLetterReason): void {
    this.#deadLetters.inc({ topic, reason });
  }

  timersPending(count: number): void {
    this.#timers.set(count);
  }

  #counter(name: string, help: string): Counter<'saga'> {
    return new Counter({ name, help, labelNames: ['saga'], ...this.#registers });
  }
}
