import type { ActivityContract, DomainEventContract, Json, RecordedError, SagaContract } from '@skald/contracts';
import type { Given } from './given.js';
import type { ActivityOptions } from './context.js';
import type { ChildOptions, DetachOptions } from './start-options.js';

/** What saga code asked for in a turn, before it is recorded. */
export type Decision = MadeDecision | EndDecision;

export type EndDecision =
  | { readonly kind: 'return'; readonly value: unknown }
  | { readonly kind: 'throw'; readonly thrown: unknown }
  | ContinueDecision;

/** This run ends, the next one begins. */
export interface ContinueDecision {
  readonly kind: 'continue-as-new';
  readonly input: Given;
  readonly version: number | undefined;
}

export type MadeDecision =
  | {
      readonly kind: 'schedule-activity';
      readonly activityId: string;
      readonly contract: ActivityContract;
      readonly input: Given;
      readonly options: ActivityOptions;
      readonly bestEffort: boolean;
      readonly scope: string | undefined;
    }
  | { readonly kind: 'cancel-activity'; readonly activityId: string }
  | {
      readonly kind: 'start-child';
      readonly childId: string;
      readonly workflowId: string;
      readonly contract: SagaContract;
      readonly input: Given;
      readonly options: ChildOptions;
      readonly scope: string | undefined;
    }
  | {
      readonly kind: 'start-detached';
      readonly workflowId: string;
      readonly contract: SagaContract;
      readonly input: Given;
      readonly options: DetachOptions;
    }
  | { readonly kind: 'start-timer'; readonly timerId: string; readonly fireAt: number }
  | { readonly kind: 'cancel-timer'; readonly timerId: string }
  | {
      readonly kind: 'schedule-effect';
      readonly effectId: string;
      readonly name: string;
      readonly input: Json | undefined;
    }
  | { readonly kind: 'pass-pivot' }
  | { readonly kind: 'undo-scope'; readonly scope: string; readonly error: RecordedError }
  | { readonly kind: 'emit-domain-event'; readonly contract: DomainEventContract; readonly payload: Given };
