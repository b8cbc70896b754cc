import type { CodeIdentity } from '@skald/engine';
import type { Log } from '@skald/ports';

/** Whose code runs, and where to tell about it. */
export interface SagaCode {
  readonly identity: CodeIdentity;
  readonly log: Log;
}
