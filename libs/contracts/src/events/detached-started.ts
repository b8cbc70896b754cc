import type { Json } from '../json/json.js';

/** Another saga that nobody waits for. */
export interface DetachedStarted {
  readonly type: 'DetachedStarted';
  readonly workflowId: string;
  readonly saga: string;
  /** Left out: the newest. */
  readonly version?: number;
  readonly input: Json;
  readonly timeoutMs?: number;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
}
