import type { ActivityContract, DomainEventContract, Json } from '@skald/contracts';
import type { ActivityOptions } from './context.js';

/** What saga code asked for in a turn, before it is checked and recorded. */
export type Decision =
  | {
      readonly kind: 'schedule-activity';
      readonly activityId: string;
      readonly contract: ActivityContract;
      readonly input: unknown;
      readonly options: ActivityOptions;
      readonly bestEffort: boolean;
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
  | { readonly kind: 'emit-domain-event'; readonly contract: DomainEventContract; readonly payload: unknown }
  | { readonly kind: 'return'; readonly value: unknown }
  | { readonly kind: 'throw'; readonly thrown: unknown };
