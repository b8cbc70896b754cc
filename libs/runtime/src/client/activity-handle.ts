import type { ActivityResult, Effect, Operation } from '@skald/contracts';

import { decodeResult } from '../messages/decode-result.js';
import { InvalidInput } from '../requests/errors/invalid-input.error.js';
import { outgoingJson } from '../requests/outgoing-json.js';

/** Whose result it is, as the handler's context said when it handed over. */
export interface ActivityAddress {
  readonly workflowId: string;
  readonly activityId: string;
  readonly namespace?: string;
  /** By default 0. */
  readonly run?: number;
  /** By default `execute`. */
  readonly operation?: Operation;
  /** Needed to fail. A completion of any attempt that was issued counts; by default it is that of attempt 1. */
  readonly attempt?: number;
  /**
   * RFC 3339; of the identity in the handler's context. With it the answer counts for no later life of the workflowId, which
   * was started anew after this one was removed; without it, it counts for whatever now has this identity.
   */
  readonly scheduledAt?: string;
}

export interface FailureReport {
  /** As sagas see it: `CardDeclined`. */
  readonly type: string;
  readonly message: string;
  readonly details?: unknown;
  /** Left out: true, unless the contract names the type. */
  readonly retryable?: boolean;
  readonly retryAfterMs?: number;
  /** `none`: certainly nothing happened. Left out: unknown, unless the contract names the type. */
  readonly effect?: Effect;
}

/**
 * One activity that was handed over. Each call resolves when the bus has the result: one for an activity that
 * was never scheduled goes to the dead letters, one for an activity that is settled changes nothing.
 * @throws InvalidInput | PayloadTooLarge | BusUnavailable | ClientClosed
 */
export interface ActivityHandle {
  complete(output?: unknown): Promise<void>;
  fail(failure: FailureReport): Promise<void>;
}

export class KnownActivity implements ActivityHandle {
  constructor(
    private readonly address: ActivityAddress & { readonly namespace: string },
    private readonly report: (result: ActivityResult) => Promise<void>,
    private readonly payloadBytes: number,
  ) {}

  async complete(output: unknown = null): Promise<void> {
    const json = outgoingJson(output, this.address.workflowId, '/output', this.payloadBytes);
    await this.#report({ type: 'completed', output: json });
  }

  async fail({ type, message, details, ...more }: FailureReport): Promise<void> {
    const { workflowId, attempt } = this.address;
    if (attempt === undefined) {
      throw new InvalidInput(workflowId, 'is missing: a failure counts for the present attempt only', '/attempt');
    }
    const json = details === undefined ? undefined : outgoingJson(details, workflowId, '/details', this.payloadBytes);
    const error = { type, message, ...(json !== undefined && { details: json }) };
    await this.#report({ type: 'failed', error, ...more });
  }

  /** Checked as the coordinator will check it. */
  async #report(said: Readonly<Record<string, unknown>>): Promise<void> {
    const { namespace, workflowId, run = 0, activityId, operation = 'execute', attempt = 1 } = this.address;
    const { scheduledAt } = this.address;
    const identity = { namespace, workflowId, run, activityId, operation, attempt };
    const result = { ...identity, ...(scheduledAt !== undefined && { scheduledAt }), ...said };
    const decoded = decodeResult(
      {
        ...{ topic: '', partition: 0, offset: 0, headers: {}, timestamp: 0 },
        key: Buffer.from(workflowId),
        value: Buffer.from(JSON.stringify(result)),
      },
      { payloadBytes: this.payloadBytes },
    );
    if (decoded.kind === 'message' && 'activityId' in decoded.message) return this.report(decoded.message);
    const { path = '', detail } =
      decoded.kind === 'unreadable' ? decoded : { path: '/workflowId', detail: '/workflowId is empty' };
    throw new InvalidInput(workflowId, detail.slice(path.length).trimStart(), path);
  }
}
