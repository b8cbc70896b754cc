import type { Json } from '../json/json.js';

interface CommandAddress {
  readonly namespace: string;
  readonly workflowId: string;
  readonly run: number;
  readonly activityId: string;
  readonly activity: string;
  readonly attempt: number;
}

interface CommandBase extends CommandAddress {
  /** RFC 3339. */
  readonly scheduledAt: string;
  /** RFC 3339; when this attempt was issued. Left out: as it was scheduled. */
  readonly issuedAt?: string;
  readonly idempotencyKey: string;
  /** Of this attempt, from its start; the participant keeps it. Left out: none. */
  readonly timeoutMs?: number;
  /** Of the whole activity; never start after it. */
  readonly deadline?: string;
  readonly heartbeatTimeoutMs?: number;
  /** The coordinator keeps a time from here to the start: send `started`. Also sent wherever heartbeats are timed. */
  readonly reportStart?: boolean;
  /** Details of the last heartbeat of an earlier attempt. */
  readonly heartbeat?: Json;
}

export interface ExecuteCommand extends CommandBase {
  readonly type: 'execute';
  readonly input: Json;
}

export interface CompensateCommand extends CommandBase {
  readonly type: 'compensate';
  readonly forward:
    | { readonly input: Json; readonly outcome: 'completed'; readonly output: Json }
    | { readonly input: Json; readonly outcome: 'unknown' };
}

/** `canceled`: the saga does not want it any more. `timeout`: its time, or that of its saga, is over. */
export type CancelReason = 'canceled' | 'timeout';

/** The execute of this attempt, and of those before it, was given up. A participant may ignore it. */
export interface CancelCommand extends CommandAddress {
  readonly type: 'cancel';
  readonly reason: CancelReason;
}

/** Asks for something to be done, and for an answer. */
export type OperationCommand = ExecuteCommand | CompensateCommand;

/** What a participant receives on `saga.commands.<queue>`. */
export type Command = ExecuteCommand | CompensateCommand | CancelCommand;
