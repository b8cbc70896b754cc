import type {
  CancelCommand,
  ChildResult,
  Command,
  EventType,
  ForwardScheduled,
  Json,
  Operation,
  OperationCommand,
  Reply,
  SagaEvent,
  SagaRequest,
  SagaStatus,
} from '@skald/contracts';
import type { LogLine, Message, Turn } from '../index.js';

/** What is written of an instance: its turns, and what they sent. */
export class WrittenInstance {
  /** As the journal gives it back. */
  readonly turns: Turn[] = [];
  /** What each turn sent. */
  readonly sentByTurn: Message[][] = [];
  readonly statuses: SagaStatus[] = [];
  readonly log: LogLine[] = [];

  /** Of the newest turn. */
  get run(): number {
    return this.turns.at(-1)?.run ?? 0;
  }

  get status(): SagaStatus {
    return this.statuses.at(-1)!;
  }

  get events(): SagaEvent[] {
    return this.turns.flatMap((turn) => turn.events);
  }

  /** The story in short: types, with the activity where there is one. */
  get story(): string[] {
    return this.events.map(tale);
  }

  /** The story from the first event of this type on. */
  storyFrom(type: EventType): string[] {
    const from = this.events.findIndex((event) => event.type === type);
    return from < 0 ? [] : this.events.slice(from).map(tale);
  }

  eventsOf<T extends EventType>(type: T): Extract<SagaEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<SagaEvent, { type: T }> => event.type === type);
  }

  /** Forward activities as they were asked for. */
  get scheduled(): ForwardScheduled[] {
    return this.eventsOf('ActivityScheduled').filter((event) => event.operation === 'execute');
  }

  get sent(): Message[] {
    return this.sentByTurn.flat();
  }

  /** What participants are asked to do. */
  commands(activityId?: string, operation?: Operation): OperationCommand[] {
    return this.commandsTo(activityId).flatMap((command) => {
      if (command.type === 'cancel') return [];
      return operation === undefined || command.type === operation ? [command] : [];
    });
  }

  /** What participants are told to leave. */
  cancels(activityId?: string): CancelCommand[] {
    return this.commandsTo(activityId).flatMap((command) => (command.type === 'cancel' ? [command] : []));
  }

  private commandsTo(activityId: string | undefined): Command[] {
    return this.sent.flatMap((message) => {
      if (message.kind !== 'command') return [];
      const { command } = message;
      return activityId === undefined || command.activityId === activityId ? [command] : [];
    });
  }

  /** What was asked of other instances. */
  get requests(): SagaRequest[] {
    return this.sent.flatMap((message) => (message.kind === 'request' ? [message.request] : []));
  }

  requestsTo(childId: string, type?: SagaRequest['type']): SagaRequest[] {
    return this.requests.filter(
      (request) =>
        'parent' in request && request.parent?.childId === childId && (type === undefined || request.type === type),
    );
  }

  /** What the parent was told. */
  get toParent(): ChildResult[] {
    return this.sent.flatMap((message) => (message.kind === 'result' ? [message.result] : []));
  }

  get replies(): Reply[] {
    return this.sent.flatMap((message) => (message.kind === 'reply' ? [message.reply] : []));
  }

  get output(): Json | undefined {
    return this.eventsOf('SagaCompleted').at(-1)?.output;
  }
}

function tale(event: SagaEvent): string {
  const undo = 'operation' in event && event.operation === 'compensate' ? ' undo' : '';
  if ('activityId' in event && event.activityId !== undefined) return `${event.type}${undo} ${event.activityId}`;
  if ('childId' in event) return `${event.type}${undo} ${event.childId}`;
  if ('timerId' in event) return `${event.type} ${event.timerId}`;
  return 'effectId' in event ? `${event.type} ${event.effectId}` : event.type;
}
