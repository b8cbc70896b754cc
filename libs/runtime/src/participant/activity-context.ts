import type { Json, Operation } from '@skald/contracts';

import type { CommandIdentity } from '../messages/decode-command.js';
import type { HandedOver } from './handed-over.js';

/** Carries workflowId, run, activityId and attempt with every line. */
export interface ActivityLog {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** What a handler knows of the attempt it carries out. */
export interface ActivityContext {
  /** The same for every attempt: pass it on to the outside world. */
  readonly idempotencyKey: string;
  readonly namespace: string;
  readonly workflowId: string;
  readonly run: number;
  readonly activityId: string;
  readonly operation: Operation;
  /** 1, 2, 3 … */
  readonly attempt: number;
  /** All of it as JSON, for whoever settles it later (`client.activity(identity)`), with the instant it was scheduled at. */
  readonly identity: CommandIdentity;
  /** The activity is not started after it. */
  readonly deadline?: Date;
  /**
   * Fires with an `ActivityAborted` whose `reason` says why: `canceled` (the saga does not want it any more), `timeout`
   * (the time of the attempt, the activity or the saga is over), `drain` (this worker shuts down; another one goes on).
   */
  readonly abort: AbortSignal;
  /** Says that the work goes on. Throttled: call it as often as there is something to say. */
  heartbeat(details?: unknown): void;
  /** Details of the last heartbeat of an earlier attempt. */
  readonly lastHeartbeat?: Json;
  readonly log: ActivityLog;
  handOver(): HandedOver;
}
