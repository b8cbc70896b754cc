import type { SagaStatus } from '@skald/contracts';
import type { WithoutEvents } from '../decisions/verdict.js';
import type { Turn } from '../history/turn.js';
import type { Message } from '../messages/message.js';
import type { EffectCall } from '../saga/asked.js';
import type { LogLine } from '../saga/body.js';

/** What became of one input; `events` stands in the turn, the rest is for the runtime to tell. */
export type Disposition = WithoutEvents | { readonly kind: 'applied' };

/** Somebody is to hear of it, and no history says so. */
export function isTold(disposition: Disposition): boolean {
  switch (disposition.kind) {
    case 'applied':
      return false;
    case 'repeat':
      return disposition.answers.length > 0 || disposition.toParent !== undefined;
    case 'refused':
    case 'dead':
      return true;
  }
}

export interface TurnDocument {
  readonly turn: Turn;
  /** Of its events: the one text for journal and bus. */
  readonly eventsJson: string;
}

export interface TurnOutcome {
  /** To be inserted (V2); undefined when nothing is to be recorded. */
  readonly turn: TurnDocument | undefined;
  /** To be published once the turn is durable (V4). */
  readonly messages: readonly Message[];
  /** After the turn. */
  readonly status: SagaStatus;
  /** One for each input that was taken, in order; inputs beyond are for the next turn. */
  readonly dispositions: readonly Disposition[];
  /** To be run once the turn is durable. */
  readonly effects: readonly EffectCall[];
  readonly log: readonly LogLine[];
  /** Decisions or inputs are left: evaluate again at once. */
  readonly more: boolean;
  /** This execution cannot go on in memory: forget it, the journal has everything. */
  readonly drop: boolean;
}

export const nothingHappened: Omit<TurnOutcome, 'status'> = {
  turn: undefined,
  messages: [],
  dispositions: [],
  effects: [],
  log: [],
  more: false,
  drop: false,
};
