import type { Clock, Ids, Log, MessageBus } from '@skald/ports';

import { ForeignIntake } from '../../foreign/foreign-intake.js';
import type { FailureLimits } from '../execute/failure-of.js';
import type { Reporter } from '../report/reporter.js';
import type { ActivityBinding } from './activity-binding.js';
import type { RouteOfReplies } from './reply-desk.js';
import { ReplyDesk } from './reply-desk.js';

export interface BoundRepliesOptions {
  readonly bus: MessageBus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly bindings: readonly ActivityBinding[];
  /** Consumer groups are called `<group>.<topic of replies>`. */
  readonly group: string;
  readonly createTopics: boolean;
  readonly waiting: number;
  readonly limits: FailureLimits;
  readonly reporter: Reporter;
  readonly onCrash: (topic: string, error: Error) => void;
}

/** The topics from which other systems answer. */
export class BoundReplies {
  readonly #parts: readonly { readonly topic: string; readonly desk: ReplyDesk; readonly intake: ForeignIntake }[];

  constructor({ bindings, ...options }: BoundRepliesOptions) {
    const { bus, clock, ids, log, group, createTopics, waiting, limits, reporter, onCrash } = options;
    const routes = bindings.flatMap(({ contract, routes: each }) => each.map((route) => ({ contract, route })));
    for (const { contract } of bindings) warnOfNoDeadline(contract, log);
    this.#parts = [...byTopic(routes)].map(([topic, served]) => {
      const desk = new ReplyDesk({ routes: served, reporter, limits, log });
      const intake = new ForeignIntake({
        ...{ bus, clock, ids, log, group: `${group}.${topic}`, topic, createTopics, waiting },
        needed: [...new Set(served.map(({ route }) => route.requests))],
        accept: (delivery) => desk.accept(delivery),
        onCrash: (error) => onCrash(topic, error),
      });
      return { topic, desk, intake };
    });
  }

  /** What keeps replies from coming in. */
  get problems(): readonly string[] {
    return this.#parts.flatMap(({ topic, intake }) =>
      intake.problem === undefined ? [] : [`replies of ${topic}: ${intake.problem}`],
    );
  }

  /** Resolves when every topic is subscribed; waits for topics of others. */
  async start(): Promise<void> {
    await Promise.all(this.#parts.map(({ intake }) => intake.start()));
  }

  /** Nothing new comes in. */
  close(): void {
    for (const { intake } of this.#parts) intake.close();
  }

  /** Resolves when every reply that has come is a result. */
  async idle(): Promise<void> {
    await Promise.all(this.#parts.map(({ desk }) => desk.idle()));
  }

  async leave(): Promise<void> {
    await Promise.all(this.#parts.map(({ intake }) => intake.leave()));
  }
}

function byTopic(routes: readonly RouteOfReplies[]): ReadonlyMap<string, readonly RouteOfReplies[]> {
  const topics = new Map<string, RouteOfReplies[]>();
  for (const one of routes) {
    const others = topics.get(one.route.replies);
    if (others === undefined) topics.set(one.route.replies, [one]);
    else others.push(one);
  }
  return topics;
}

function warnOfNoDeadline({ name, options }: ActivityBinding['contract'], log: Log): void {
  if (options.deadline !== undefined) return;
  log.write(
    'warn',
    'an activity is bound to another system and has no deadline of its own: a lost reply is waited for a day',
    {
      activity: name,
    },
  );
}
