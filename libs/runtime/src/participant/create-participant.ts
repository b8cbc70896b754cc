import type { Clock, Ids, Ledger, Log, MessageBus } from '@skald/ports';
import { BusUnavailable } from '@skald/ports';

import { backOffMs, defaultBackOff } from '../clock/back-off.js';
import { Pauses } from '../clock/pauses.js';
import type { ActivityBinding } from './bindings/activity-binding.js';
import { BoundReplies } from './bindings/bound-replies.js';
import { BoundRequests } from './bindings/bound-requests.js';
import type { ActivityHandler } from './activity-handler.js';
import { requireForeign, topicNames } from '../topics/topics.js';
import { ActivityRegistry } from './activity-registry.js';
import { ActivityLedger } from './claim/activity-ledger.js';
import { ClaimRoom } from './claim/claim-room.js';
import { CommandDesk } from './command-desk.js';
import { AttemptRoom } from './execute/attempt-room.js';
import { RunningAttempts } from './execute/running-attempts.js';
import { Slots } from './execute/slots.js';
import { within } from '../clock/time-limit.js';
import { LedgerSweeper } from './ledger-sweeper.js';
import type { ParticipantHealth, ParticipantState } from './participant-health.js';
import type { ParticipantLimits } from './participant-limits.js';
import { defaultParticipantLimits } from './participant-limits.js';
import { SkewWatch } from '../receive/skew-watch.js';
import { TopicIntake } from '../receive/topic-intake.js';
import type { ParticipantMeter } from './meter.js';
import { Reporter } from './report/reporter.js';
import { ReportRoom } from './report/report-room.js';
import { Troubles } from './troubles.js';

export interface ParticipantOptions {
  readonly bus: MessageBus;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly handlers: readonly ActivityHandler[];
  /** Activities that other systems carry out over topics of their own. */
  readonly bindings?: readonly ActivityBinding[];
  /** Whether `<topic>.dlq` of replies of other systems is created where it is missing. Default true. */
  readonly createTopics?: boolean;
  /** By default the fixed queues of the handlers' activities. */
  readonly queues?: readonly string[];
  /** Consumer groups are called `<group>.<queue>`, so that each class of activities scales alone. */
  readonly group?: string;
  /** Of the topics; by default `saga.`. */
  readonly prefix?: string;
  readonly limits?: Partial<ParticipantLimits>;
  /** Told what is done, for metrics. */
  readonly meter?: ParticipantMeter;
  /** A subscription stopped for good: this process should end. */
  readonly onCrash?: (error: Error) => void;
}

export interface Participant {
  /** Resolves when every queue is subscribed; waits for a bus that does not answer. */
  start(): Promise<void>;
  /** Takes nothing new, gives what runs half of this time before it is asked to stop, hands the rest back and leaves. */
  drain(timeoutMs: number): Promise<void>;
  health(): ParticipantHealth;
  readonly handledQueues: readonly string[];
}

/** @throws TypeError when the handlers contradict one another or their contracts. */
export function createParticipant(options: ParticipantOptions): Participant {
  const { bus, clock, ids, log, group = 'skald-participants' } = options;
  const topics = topicNames(options.prefix);
  const limits: ParticipantLimits = { ...defaultParticipantLimits, ...options.limits };
  const { bindings = [], createTopics = true } = options;
  for (const { contract, routes } of bindings) {
    for (const { requests, replies } of routes) {
      for (const topic of [requests, replies]) requireForeign(topics, topic, `the binding of ${contract.name}`);
    }
  }
  let state: ParticipantState = 'new';

  const troubles = new Troubles(log, {
    began: () => intakes.forEach((intake) => intake.hold('unavailable')),
    ended: () => intakes.forEach((intake) => intake.release('unavailable')),
  });
  const sweeper = new LedgerSweeper({ ledger: options.ledger, clock, log }, limits.ledgerRetentionMs);
  const busAvailability = troubles.watch('bus');
  const requests = new BoundRequests({ bus, clock, ids, onAvailability: busAvailability });
  const handlers = [...options.handlers, ...bindings.map((binding) => requests.handler(binding))];
  const registry = new ActivityRegistry(handlers, options.queues);
  const tools = { clock, ids };
  const pauses = new Pauses(clock);
  const ledger = new ActivityLedger(options.ledger, { ...tools, onAvailability: troubles.watch('ledger') });
  const claims = new ClaimRoom(ledger, clock, limits.claimMs);
  const slots = new Slots(limits.concurrency, limits.handlerConcurrency, handlers);
  const { payloadBytes, heartbeatMs } = limits;
  const reporter = new Reporter({
    ...tools,
    bus,
    log,
    topic: topics.results,
    payloadBytes,
    meter: options.meter,
    onAvailability: busAvailability,
  });
  const report = new ReportRoom(ledger, reporter, log);
  const running = new RunningAttempts();
  const attempts = new AttemptRoom({
    ...{ clock, log, limits, pauses, slots, claims, report, reporter, running },
    meter: options.meter,
    context: { clock, log, heartbeatMs, payloadBytes },
    later: (key, work) => desk.later(key, work),
    anew: (work) => desk.anew(work),
  });
  const desk = new CommandDesk({
    registry,
    attempts,
    claims,
    running,
    reporter,
    report,
    pauses,
    log,
    worker: ids.uuid(),
  });

  const crashed = (whose: object, error: Error): void => {
    if (state === 'draining' || state === 'stopped') return;
    state = 'crashed';
    log.write('error', 'a subscription stopped for good', { ...whose, error: String(error) });
    options.onCrash?.(error);
  };
  const replies = new BoundReplies({
    ...{ bus, clock, ids, log, bindings, group, createTopics, limits, reporter, waiting: limits.waiting },
    onCrash: (topic, error) => crashed({ topic }, error),
  });
  const skew = new SkewWatch(clock, log);
  const intakes = registry.queues.map(
    (queue) =>
      new TopicIntake({
        ...{ bus, clock, log, group: `${group}.${queue}`, topic: topics.commands(queue) },
        ...{ waiting: limits.waiting, commitMs: limits.commitMs, commitRecords: limits.commitRecords },
        accept: (delivery) => {
          skew.seen(delivery.record);
          desk.accept(delivery);
        },
        onCrash: (error) => crashed({ queue }, error),
      }),
  );

  const subscribe = async (intake: TopicIntake): Promise<void> => {
    for (let failures = 1; ; failures++) {
      try {
        await intake.start();
        busAvailability(undefined);
        return;
      } catch (error) {
        if (!(error instanceof BusUnavailable)) throw error;
        busAvailability(error);
        if (!(await pauses.pause(backOffMs(defaultBackOff, failures, ids)))) return;
      }
    }
  };

  return {
    handledQueues: registry.queues,
    start: async () => {
      if (state !== 'new') throw new Error(`this participant is ${state} and cannot be started again`);
      state = 'starting';
      sweeper.start();
      // Not waited for: a topic that others have yet to create must not keep commands from being taken in.
      replies.start().catch((error: unknown) => crashed({ replies: true }, error as Error));
      await Promise.all(intakes.map(subscribe));
      if (state === 'starting') state = 'running';
    },
    drain: async (timeoutMs) => {
      if (state === 'draining' || state === 'stopped') return;
      state = 'draining';
      sweeper.stop();
      for (const intake of intakes) intake.close();
      replies.close();
      slots.close();
      pauses.close();
      if ((await within(clock, timeoutMs / 2, running.idle())) === 'time-out') {
        running.abort();
        if ((await within(clock, timeoutMs / 2, running.idle())) === 'time-out') {
          log.write('warn', 'handlers did not stop in time; their commands go to another process', {
            running: running.handlers,
          });
        }
      }
      await within(clock, timeoutMs / 4, replies.idle());
      ledger.close();
      requests.close();
      reporter.close();
      await Promise.all([...intakes.map((intake) => intake.leave()), replies.leave()]);
      state = 'stopped';
    },
    health: () => ({
      state,
      ready: state === 'running' && !troubles.any && replies.problems.length === 0,
      problems: replies.problems,
      ...troubles.present,
      running: running.handlers,
      delayed: desk.delayed,
      queues: intakes.map((intake, i) => ({
        queue: registry.queues[i]!,
        waiting: intake.waiting,
        paused: intake.paused,
      })),
    }),
  };
}
