import type { Clock, Ids, Log, MessageBus } from '@skald/ports';
import { BusUnavailable } from '@skald/ports';

import { Publisher } from '../publish/publisher.js';
import { requireForeign, topicNames } from '../topics/topics.js';
import type { TopicNames } from '../topics/topics.js';
import { ForeignIntake } from '../foreign/foreign-intake.js';
import type { DeadLetterMeter } from '../messages/dead-letter-meter.js';
import { defaultMessageLimits } from '../messages/message-limits.js';
import { within } from '../clock/time-limit.js';
import { SourceDesk } from './source-desk.js';
import type { Source } from './source.js';

export interface SourcesOptions {
  readonly bus: MessageBus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly sources: readonly Source[];
  /** Of the topics of requests; by default `saga.`. */
  readonly prefix?: string;
  /** Consumer groups are called `<group>.<topic>.<name>`, so that each source has its own place. */
  readonly group?: string;
  /** Whether `<topic>.dlq` is created where it is missing. The topics themselves never are. Default true. */
  readonly createTopics?: boolean;
  /** Records of one source that have come and are not requests yet; more pause its topic. Default 1,000. */
  readonly waiting?: number;
  /** Of one input or payload as JSON in UTF-8; by default 256 KiB. */
  readonly payloadBytes?: number;
  /** Told what is done, for metrics. */
  readonly meter?: DeadLetterMeter;
  /** A subscription stopped for good: this process should end. */
  readonly onCrash?: (error: Error) => void;
}

export interface SourcesHealth {
  /** Every topic is subscribed, and the bus takes requests. */
  readonly ready: boolean;
  /** What is wrong, for people. */
  readonly problems: readonly string[];
  /** Records that are not requests yet. */
  readonly waiting: number;
}

/** Records of existing topics on their way to become requests. */
export interface Sources {
  /** Resolves when every topic is subscribed; waits for topics, and for a bus that does not answer. */
  start(): Promise<void>;
  /** Takes nothing new, sees through what has come, and leaves. */
  drain(timeoutMs: number): Promise<void>;
  health(): SourcesHealth;
}

/** @throws TypeError when two sources have one place, or one reads what coordinators and workers take in. */
export function createSources(options: SourcesOptions): Sources {
  const { bus, clock, ids, log, group = 'skald-coordinator' } = options;
  const { createTopics = true, waiting = 1_000, payloadBytes = defaultMessageLimits.payloadBytes } = options;
  const names = topicNames(options.prefix);
  const { requests: topic } = names;
  for (const { name, topic: from } of options.sources) requireReadable(names, from, name);
  let busError: string | undefined;
  let isDraining = false;
  const publisher = new Publisher({
    ...{ bus, clock, ids, log },
    ensureTopic: async (name) => {
      const [partitions = 0] = await bus.partitionCounts([name]);
      // What is refused for want of a topic would be taken for a fault of the record.
      if (partitions === 0) throw new BusUnavailable(`${name} is not there`);
    },
    onAvailability: (error) => (busError = error instanceof Error ? error.message : undefined),
  });

  const parts = options.sources.map((source) => {
    const place = { topicEpoch: bus.topicEpoch, payloadBytes };
    const desk = new SourceDesk({ source, place, topic, publisher, clock, log, meter: options.meter });
    const intake = new ForeignIntake({
      ...{ bus, clock, ids, log, createTopics, waiting },
      ...{ group: `${group}.${source.topic}.${source.name}`, topic: source.topic },
      accept: (delivery) => desk.accept(delivery),
      onCrash: (error) => {
        if (isDraining) return;
        log.write('error', 'a subscription stopped for good', { topic: source.topic, error: String(error) });
        options.onCrash?.(error);
      },
    });
    return { source, desk, intake };
  });
  requireOnePlaceEach(options.sources);

  const problems = (): readonly string[] => [
    ...parts.flatMap(({ source, intake }) => (intake.problem === undefined ? [] : [problem(source, intake.problem)])),
    ...(busError === undefined ? [] : [`the bus does not take requests: ${busError}`]),
  ];

  return {
    start: async () => {
      await Promise.all(parts.map(({ intake }) => intake.start()));
    },
    drain: async (timeoutMs) => {
      isDraining = true;
      for (const { intake } of parts) intake.close();
      await within(clock, timeoutMs, Promise.all(parts.map(({ desk }) => desk.idle())));
      publisher.close();
      await Promise.all(parts.map(({ intake }) => intake.leave()));
    },
    health: () => {
      const present = problems();
      const sum = parts.reduce((all, { intake }) => all + intake.waiting, 0);
      return { ready: present.length === 0 && !isDraining, problems: present, waiting: sum };
    },
  };
}

function problem({ name, topic }: Source, text: string): string {
  return `source ${name} of ${topic}: ${text}`;
}

/** Events and replies are for everybody; what coordinators and workers take in would be taken in for ever. */
function requireReadable(names: TopicNames, topic: string, name: string): void {
  if (topic !== names.events && topic !== names.replies) requireForeign(names, topic, `source ${name}`);
}

function requireOnePlaceEach(sources: readonly Source[]): void {
  const seen = new Set<string>();
  for (const { topic, name } of sources) {
    if (seen.has(`${topic}/${name}`)) throw new TypeError(`source ${name} of ${topic} stands twice: name one of them`);
    seen.add(`${topic}/${name}`);
  }
}
