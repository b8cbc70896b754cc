import type { Json } from '../json/json.js';

export type ParentClosePolicy = 'cancel' | 'abandon';

/** Another saga whose outcome is waited for. Its id is one of the activity ids of the run. */
export interface ChildStarted {
  readonly type: 'ChildStarted';
  readonly childId: string;
  readonly workflowId: string;
  readonly saga: string;
  /** Left out: the newest. */
  readonly version?: number;
  readonly input?: Json;
  readonly timeoutMs?: number;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  readonly onParentClose: ParentClosePolicy;
  /** The `ctx.scope` that it was asked for in. */
  readonly scope?: string;
  /** The input was too large to record: the child fails at once, nothing leaves. */
  readonly refused?: 'PAYLOAD_TOO_LARGE';
}
