import type { Json, OperationCommand } from '@skald/contracts';
import { toJson } from '@skald/contracts';
import type { Clock, Log, LogLevel } from '@skald/ports';

import type { CommandIdentity } from '../../messages/decode-command.js';
import { whenScheduled } from '../../messages/decode-command.js';
import type { ActivityContext, ActivityLog } from '../activity-context.js';
import type { ActivityAborted } from '../errors/activity-aborted.error.js';
import { HandedOver } from '../handed-over.js';

export interface ContextTools {
  readonly clock: Clock;
  readonly log: Log;
  /** Between two heartbeats where the command names no time-out for them. */
  readonly heartbeatMs: number;
  readonly payloadBytes: number;
  readonly sendHeartbeat: (details: Json | undefined) => void;
}

/** What a handler is given. Costs little until something of it is used. */
export class AttemptContext implements ActivityContext {
  readonly #command: OperationCommand;
  readonly #tools: ContextTools;
  #controller: AbortController | undefined;
  #aborted: ActivityAborted | undefined;
  #log: ActivityLog | undefined;
  #over = false;
  #outOfTime!: () => void;
  #beat: { readonly cancel: () => void; pending: { readonly details: Json | undefined } | undefined } | undefined;

  constructor(
    command: OperationCommand,
    tools: ContextTools,
    idempotencyKey = command.idempotencyKey,
    operation = command.type,
  ) {
    this.#command = command;
    this.#tools = tools;
    this.idempotencyKey = idempotencyKey;
    this.operation = operation;
    this.namespace = command.namespace;
    this.workflowId = command.workflowId;
    this.run = command.run;
    this.activityId = command.activityId;
    this.attempt = command.attempt;
    if (command.deadline !== undefined) this.deadline = new Date(command.deadline);
    if (command.heartbeat !== undefined) this.lastHeartbeat = command.heartbeat;
  }

  readonly idempotencyKey: string;
  readonly operation: OperationCommand['type'];
  readonly namespace: string;
  readonly workflowId: string;
  readonly run: number;
  readonly activityId: string;
  readonly attempt: number;
  declare readonly deadline?: Date;
  declare readonly lastHeartbeat?: Json;

  get identity(): CommandIdentity {
    const { namespace, workflowId, run, activityId, operation, attempt } = this;
    return { namespace, workflowId, run, activityId, operation, attempt, ...whenScheduled(this.#command) };
  }

  get abort(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#aborted !== undefined) this.#controller.abort(this.#aborted);
    return this.#controller.signal;
  }

  get log(): ActivityLog {
    return (this.#log ??= activityLog(this.#tools.log, this));
  }

  /** Why the handler was asked to stop. */
  get aborted(): ActivityAborted | undefined {
    return this.#aborted;
  }

  handOver(): HandedOver {
    return HandedOver.instance;
  }

  heartbeat(details?: unknown): void {
    if (this.#over) return;
    const json = details === undefined ? undefined : this.#fitting(details);
    if (this.#beat !== undefined) {
      // The newest details win; a heartbeat without any takes none away.
      this.#beat.pending = { details: json ?? this.#beat.pending?.details };
      return;
    }
    this.#tools.sendHeartbeat(json);
    const { heartbeatTimeoutMs } = this.#command;
    // Three chances within the coordinator's patience.
    const everyMs = heartbeatTimeoutMs === undefined ? this.#tools.heartbeatMs : heartbeatTimeoutMs / 3;
    this.#beat = { pending: undefined, cancel: this.#tools.clock.after(everyMs, () => this.#nextBeat()) };
  }

  /** Resolves when the coordinator gives the attempt up because its time is over. */
  readonly outOfTime = new Promise<'time-out'>((resolve) => {
    this.#outOfTime = () => resolve('time-out');
  });

  stop(reason: ActivityAborted): void {
    this.#aborted ??= reason;
    this.#controller?.abort(reason);
    // Nobody listens any more; a worker that shuts down still answers for what it finishes.
    if (reason.reason !== 'drain') this.end();
    if (reason.reason === 'timeout') this.#outOfTime();
  }

  /** Says what is still to be said, ahead of a failure: the next attempt begins there. */
  flush(): void {
    const pending = this.#beat?.pending;
    if (this.#over || pending === undefined) return;
    this.#beat!.pending = undefined;
    this.#tools.sendHeartbeat(pending.details);
  }

  /** The attempt is answered: nothing more is heard of it. */
  end(): void {
    this.#over = true;
    this.#beat?.cancel();
  }

  #nextBeat(): void {
    const pending = this.#beat?.pending;
    this.#beat = undefined;
    if (pending !== undefined) this.heartbeat(pending.details);
  }

  #fitting(details: unknown): Json | undefined {
    try {
      const json = toJson(details);
      if (Buffer.byteLength(JSON.stringify(json)) <= this.#tools.payloadBytes) return json;
      this.log.warn('the details of a heartbeat are too large and were left out');
    } catch {
      this.log.warn('the details of a heartbeat are not JSON and were left out');
    }
    return undefined;
  }
}

function activityLog(
  log: Log,
  { namespace, workflowId, run, activityId, operation, attempt }: ActivityContext,
): ActivityLog {
  const whose = { namespace, workflowId, run, activityId, operation, attempt };
  const at =
    (level: LogLevel) =>
    (message: string, fields?: Readonly<Record<string, unknown>>): void =>
      log.write(level, message, { ...fields, ...whose });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
