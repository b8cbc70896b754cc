import type { EventBody, SagaEvent } from '@skald/contracts';
import { utf8Length } from '@skald/contracts';
import type { Message } from '../messages/message.js';
import type { LogLine } from '../saga/body.js';

interface Entry {
  readonly event: SagaEvent;
  readonly json: string;
  messages: Message[];
  /** Asked for by saga code, or following from it: dropped when the turn parks. */
  readonly decided: boolean;
}

/** One payload more still fits under the 900,000 bytes of a turn. */
const softLimitBytes = 630_000;
const decisionLimit = 1_000;

/** A turn while it is made. Each event is encoded once; journal and bus get the same text. */
export class TurnDraft {
  readonly log: LogLine[] = [];
  readonly causes: string[] = [];
  private entries: Entry[] = [];
  private bytes = 0;
  private decisions = 0;

  get isEmpty(): boolean {
    return this.entries.length === 0;
  }

  /** Further inputs and decisions take the next turn. */
  get isFull(): boolean {
    return this.bytes >= softLimitBytes || this.decisions >= decisionLimit;
  }

  add(body: EventBody, index: number, messages: Message[], decided: boolean): void {
    const event: SagaEvent = { index, ...body };
    const json = JSON.stringify(event);
    this.bytes += utf8Length(json) + 1;
    if (decided) this.decisions += 1;
    this.entries.push({ event, json, messages, decided });
  }

  /** The activity was given up before its command left. */
  withdrawCommand(activityId: string): void {
    for (const entry of this.entries) {
      entry.messages = entry.messages.filter((m) => m.kind !== 'command' || m.command.activityId !== activityId);
    }
  }

  /** A turn that parks keeps its inputs and drops its decisions. */
  dropDecisions(): void {
    const kept = this.entries.filter((entry) => !entry.decided);
    const firstIndex = this.entries[0]?.event.index ?? 0;
    this.entries = [];
    this.bytes = 0;
    this.decisions = 0;
    kept.forEach(({ event: { index: _, ...body }, messages }, i) => {
      this.add(body as EventBody, firstIndex + i, messages, false);
    });
  }

  get nextIndex(): number | undefined {
    const last = this.entries.at(-1);
    return last === undefined ? undefined : last.event.index + 1;
  }

  get events(): SagaEvent[] {
    return this.entries.map((entry) => entry.event);
  }

  get eventsJson(): string {
    return `[${this.entries.map((entry) => entry.json).join(',')}]`;
  }

  get messages(): Message[] {
    return this.entries.flatMap((entry) => entry.messages);
  }
}
