import type { ActivityContract, Duration, Effect, Forward, Operation, Schema } from '@skald/contracts';
import { requireTopicName } from '@skald/contracts';

import type { ForeignRecord } from '../../foreign/foreign-record.js';
import type { ActivityContext } from '../activity-context.js';

/** What a request is made with. */
export interface BindingContext extends Pick<
  ActivityContext,
  'idempotencyKey' | 'namespace' | 'workflowId' | 'run' | 'activityId' | 'operation' | 'attempt' | 'deadline'
> {
  /** What the other system has to echo: up to some 600 letters, digits, `_`, `.`, `-`, `~` and `:`. */
  readonly correlationId: string;
}

/** A record for the other system. */
export interface BoundRequest {
  readonly key?: string | null;
  /** Text and bytes as they are, anything else as JSON. */
  readonly value: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a reply says; undefined: nothing yet, such as "received". */
export type BoundReply<O> =
  | { readonly output: O }
  | {
      readonly error: { readonly type: string; readonly message: string; readonly details?: unknown };
      /** By default false for the contract's `errors`, else true. */
      readonly retryable?: boolean;
      /** By default none for the contract's `errors`, else unknown. */
      readonly effect?: Effect;
      readonly retryAfter?: Duration;
    }
  | undefined;

/** Where a reply has the correlation id: in a header, which requests are given as well, or in its value. */
export type Correlation<R> =
  { readonly header: string } | ((reply: R, record: ForeignRecord) => string | null | undefined);

interface Mapping<I, O, R> {
  request(input: I, ctx: BindingContext): BoundRequest;
  reply(reply: R, record: ForeignRecord): BoundReply<O>;
  /** What a reply must fit before it is mapped. */
  readonly schema?: Schema<R>;
}

interface Place<R> {
  /** Topic of the other system that requests go to; it is never created. */
  readonly requests: string;
  /** Topic of the other system that replies come from; it is never created. */
  readonly replies: string;
  readonly correlation: Correlation<R>;
}

/** How a service that answers requests on topics carries out an activity. */
export interface BindingOptions<I, O, R = unknown> extends Place<R>, Mapping<I, O, R> {}

/** The same for its undo; topics and correlation are those of the activity unless it names others. */
export interface UndoBindingOptions<I, O, R = unknown>
  extends Partial<Place<R>>, Mapping<Forward<ActivityContract<I, O, true>>, null, R> {}

/** One way to ask the other system: for the activity, or for its undo. */
export interface BoundRoute extends Place<unknown>, Mapping<unknown, unknown, unknown> {
  readonly operation: Operation;
}

/** An activity that a service on existing topics carries out, as it is. */
export interface ActivityBinding {
  readonly kind: 'binding';
  readonly contract: ActivityContract;
  readonly routes: readonly BoundRoute[];
}

/**
 * Binds an activity to the topics of a service that answers requests.
 * @throws TypeError naming what is wrong.
 */
export function bindActivity<I, O, R = unknown>(
  contract: ActivityContract<I, O, true>,
  binding: BindingOptions<I, O, R> & { readonly compensation: UndoBindingOptions<I, O, R> },
): ActivityBinding;
export function bindActivity<I, O, R = unknown>(
  contract: ActivityContract<I, O, false>,
  binding: BindingOptions<I, O, R> & { readonly compensation?: undefined },
): ActivityBinding;
export function bindActivity(
  contract: ActivityContract,
  {
    compensation,
    ...forward
  }: BindingOptions<unknown, unknown> & { readonly compensation?: UndoBindingOptions<unknown, unknown> | undefined },
): ActivityBinding {
  const { name } = contract;
  if (contract.compensable && compensation === undefined) {
    throw new TypeError(`activity ${name} is compensable, and its binding has no compensation`);
  }
  if (!contract.compensable && compensation !== undefined) {
    throw new TypeError(`activity ${name} is not compensable, and its binding has a compensation`);
  }
  const { requests, replies, correlation } = forward;
  const execute: BoundRoute = { ...forward, operation: 'execute' };
  const undo = compensation && { requests, replies, correlation, ...compensation, operation: 'compensate' as const };
  const routes = undo === undefined ? [execute] : [execute, undo as BoundRoute];
  for (const route of routes) {
    requireTopicName(route.requests);
    requireTopicName(route.replies);
    if (typeof route.correlation !== 'function' && !route.correlation.header) {
      throw new TypeError(`activity ${name}: the correlation of its binding names no header`);
    }
  }
  return { kind: 'binding', contract, routes };
}
