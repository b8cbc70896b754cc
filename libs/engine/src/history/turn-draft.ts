import type { SagaEvent } from '@skald/contracts';
import { utf8Length } from '@skald/contracts';
import { tellsOf } from '../messages/began-by.js';
import type { Message } from '../messages/message.js';
import type { LogLine } from '../saga/body.js';

interface Entry {
  readonly event: SagaEvent;
  readonly json: string;
  messages: readonly Message[];
  /** Asked for by saga code, or following from it: dropped when its evaluation parks. */
  readonly decided: boolean;
  /** Log lines that were written up to here. */
  readonly logged: number;
}

/** One payload more still fits under the 900,000 bytes of a turn. */
const softLimitBytes = 600_000;
const decisionLimit = 1_000;

/** A turn while it is made. Each event is encoded once; journal and bus get the same text. */
export class TurnDraft {
  readonly log: LogLine[] = [];
  private readonly causes: string[] = [];
  private readonly entries: Entry[] = [];
  /** Where the forward commands and starts of this turn, and the cancels of them, stand among the entries. */
  private readonly commands = new Map<string, number[]>();
  private bytes = 0;
  private decisions = 0;

  get isEmpty(): boolean {
    return this.entries.length === 0;
  }

  /** Further inputs and decisions take the next turn. */
  get isFull(): boolean {
    return this.bytes >= softLimitBytes || this.decisions >= decisionLimit;
  }

  /** A place to go back to. */
  get length(): number {
    return this.entries.length;
  }

  because(cause: string): void {
    this.causes.push(cause);
    this.bytes += cause.length + 3;
  }

  add(event: SagaEvent, messages: readonly Message[], decided: boolean): void {
    const json = JSON.stringify(event);
    this.bytes += utf8Length(json) + 1;
    if (decided) this.decisions += 1;
    const activityId = tellsOf(event);
    if (activityId !== undefined) {
      const places = this.commands.get(activityId);
      if (places === undefined) this.commands.set(activityId, [this.entries.length]);
      else places.push(this.entries.length);
    }
    this.entries.push({ event, json, messages, decided, logged: this.log.length });
  }

  /** The activity was given up before its command or start left. */
  withdrawCommand(activityId: string): void {
    this.commands.get(activityId)?.forEach((place) => {
      this.entries[place]!.messages = [];
    });
  }

  /**
   * The evaluation of what was added from `mark` on broke: inputs are kept, decisions are dropped,
   * and with them the log lines after the last decision that stays.
   */
  keepInputsFrom(mark: number): void {
    const tail = this.entries.splice(mark);
    const firstIndex = tail[0]?.event.index ?? 0;
    this.log.length = this.entries.findLast((entry) => entry.decided)?.logged ?? 0;
    let index = firstIndex;
    for (const { event, messages, decided } of tail) {
      if (decided) continue;
      if (event.type === 'SagaStarted') index = 0;
      this.add({ ...event, index }, messages, false);
      index += 1;
    }
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

  get why(): readonly string[] {
    return this.causes;
  }
}
