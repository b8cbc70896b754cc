import type { ChildResult } from './child-result.js';
import type { ActivityResult } from './result.js';

/** What stands on `saga.results`: from a participant, or from the coordinator of a child. */
export type SagaResult = ActivityResult | ChildResult;
