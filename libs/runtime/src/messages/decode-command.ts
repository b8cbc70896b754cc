import type { ActivityIdentity, Command, OperationCommand } from '@skald/contracts';
import { commandKey, defaultNamespace } from '@skald/contracts';
import type { IncomingRecord } from '@skald/ports';
import { z } from 'zod';

import { attempt, durationMs, instant, json, misfit, name, optionalJson, wholeNumber } from './fields.js';
import { flawIn } from './json-flaw.js';
import type { Unreadable } from './read-json.js';
import { misfitting, unreadable } from './read-json.js';
import { readRecord } from './read-record.js';
import { resultIdentity } from './results/result-base.js';

/** Who a command is for, with the attempt: what its results echo. */
export interface CommandIdentity extends ActivityIdentity {
  readonly attempt: number;
  readonly scheduledAt?: string;
}

/** An instant, where the command says one; else nothing. */
export function whenScheduled({
  scheduledAt,
}: Pick<OperationCommand, 'scheduledAt'>): Pick<CommandIdentity, 'scheduledAt'> {
  return Number.isNaN(Date.parse(scheduledAt)) ? {} : { scheduledAt };
}

export type DecodedCommand =
  | { readonly kind: 'message'; readonly message: Command }
  /** With an identity that is readable, the coordinator can be told. */
  | (Unreadable & { readonly identity?: CommandIdentity });

const address = {
  namespace: name('namespace').default(defaultNamespace),
  workflowId: name('workflowId'),
  run: wholeNumber,
  activityId: name('activityId'),
  activity: name('activity name'),
  attempt,
};

const commandBase = {
  ...address,
  scheduledAt: z.string().default(''),
  issuedAt: z.exactOptional(z.string()),
  idempotencyKey: z.string().min(1),
  timeoutMs: z.exactOptional(durationMs),
  deadline: z.exactOptional(instant),
  heartbeatTimeoutMs: z.exactOptional(durationMs),
  reportStart: z.exactOptional(z.boolean()),
  heartbeat: optionalJson,
};

const command: z.ZodType<Command> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('execute'), ...commandBase, input: json }),
  z.object({
    type: z.literal('compensate'),
    ...commandBase,
    forward: z.discriminatedUnion('outcome', [
      z.object({ input: json, outcome: z.literal('completed'), output: json }),
      z.object({ input: json, outcome: z.literal('unknown') }),
    ]),
  }),
  // A reason of a later release is a cancel all the same.
  z.object({ type: z.literal('cancel'), ...address, reason: z.enum(['canceled', 'timeout']).catch('canceled') }),
]);

/** A record of `saga.commands.<queue>`. Never throws (V7). */
export function decodeCommand(record: IncomingRecord): DecodedCommand {
  const read = readRecord(record);
  if (read.kind === 'unreadable') return read;
  const { key, body } = read;
  const refuse = (refusal: Unreadable): DecodedCommand => {
    const identity = resultIdentity.safeParse({ ...body, operation: body.type });
    return identity.success ? { ...refusal, identity: identity.data } : refusal;
  };
  const flaw = flawIn(body, ['input', 'heartbeat']) ?? flawInForward(body.forward);
  if (flaw !== undefined) return refuse(misfitting(flaw));
  const parsed = command.safeParse(body);
  if (!parsed.success) {
    return refuse(misfitting(misfit(parsed.error)));
  }
  const { workflowId, activityId } = parsed.data;
  if (key !== undefined && key !== commandKey(workflowId, activityId)) {
    return refuse(unreadable('KEY_MISMATCH', 'the key is not workflowId:activityId'));
  }
  return { kind: 'message', message: parsed.data };
}

function flawInForward(forward: unknown) {
  if (typeof forward !== 'object' || forward === null) return undefined;
  const flaw = flawIn(forward as Record<string, unknown>, ['input', 'output']);
  return flaw === undefined ? undefined : { path: `/forward${flaw.path}`, detail: flaw.detail };
}
