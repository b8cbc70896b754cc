import type { ActivityContract } from '@skald/contracts';
import { milliseconds, validate } from '@skald/contracts';

import type { ForeignRecord } from '../../foreign/foreign-record.js';
import { mustBeSynchronous } from '../../foreign/must-be-synchronous.js';
import type { Failure, Outcome } from '../claim/outcome.js';
import { failureOf } from '../execute/failure-of.js';
import type { FailureLimits } from '../execute/failure-of.js';
import { outcomeOfCompensate, outcomeOfExecute } from '../execute/outcome-of.js';
import type { BoundReply, BoundRoute } from './activity-binding.js';

/** What a reply makes of the attempt; undefined: nothing yet. A reply that cannot be understood is thrown about. */
export function outcomeOfReply(
  contract: ActivityContract,
  route: BoundRoute,
  value: unknown,
  record: ForeignRecord,
  limits: FailureLimits,
): Outcome | undefined {
  const reply = route.reply(fitted(route, value), record);
  if (reply === undefined) return undefined;
  mustBeSynchronous(reply);
  if ('error' in reply) return failure(contract, reply, limits);
  if (!('output' in reply)) throw new TypeError('the map of replies gave neither output nor error');
  return route.operation === 'execute'
    ? outcomeOfExecute(contract, reply.output, limits.payloadBytes)
    : outcomeOfCompensate(reply.output);
}

function fitted({ schema }: BoundRoute, value: unknown): unknown {
  if (schema === undefined) return value;
  const fitting = validate(schema, value);
  if (fitting.ok) return fitting.value;
  throw new TypeError(`the reply does not fit: ${fitting.path} ${fitting.message}`);
}

type Refused = Extract<NonNullable<BoundReply<unknown>>, { readonly error: unknown }>;

function failure(
  contract: ActivityContract,
  { error, retryable, effect, retryAfter }: Refused,
  limits: FailureLimits,
): Failure {
  const told = failureOf(error, contract.errors, limits);
  return {
    ...told,
    ...(retryable !== undefined && { retryable }),
    ...(effect !== undefined && { effect }),
    ...(retryAfter !== undefined && { retryAfterMs: milliseconds(retryAfter, 'retryAfter') }),
  };
}
