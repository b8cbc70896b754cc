import type { EventBody } from '@skald/contracts';
import type { InstanceState } from '../state/instance-state.js';
import { givenUpBy, tellsOf } from './began-by.js';
import type { Message } from './message.js';
import { messagesOf } from './messages-of.js';

/** What one turn of a history sends. */
export class SentMessages {
  private readonly sent: { message: Message; activityId: string | undefined }[] = [];
  private readonly withdrawn = new Set<string>();

  /** Asked right after the event was applied. */
  add(state: InstanceState, event: EventBody & { readonly index: number }): void {
    const givenUp = givenUpBy(event);
    if (givenUp !== undefined && neverLeft(state, givenUp)) this.withdrawn.add(givenUp);
    const activityId = tellsOf(event);
    for (const message of messagesOf(state, event, event.index)) this.sent.push({ message, activityId });
  }

  get messages(): Message[] {
    return this.sent.flatMap(({ message, activityId }) =>
      activityId !== undefined && this.withdrawn.has(activityId) ? [] : [message],
    );
  }
}

/** Scheduled and given up in one turn: its command or start does not leave. */
export function neverLeft(state: InstanceState, activityId: string): boolean {
  return state.activities.get(activityId)?.left === false;
}
