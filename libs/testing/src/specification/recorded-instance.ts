import type {
  EventType,
  ForwardScheduled,
  Json,
  RecordedError,
  SagaEvent,
  SagaStatus,
  WaitingFor,
} from '@skald/contracts';
import type { Turn } from '@skald/engine';
import type { InstanceProjection } from '@skald/ports';
import type { History } from '@skald/runtime';

type EventOf<T extends EventType> = Extract<SagaEvent, { type: T }>;

/** Activities and children share the ids of a run. */
export const idOf = (event: { readonly activityId: string } | { readonly childId: string }): string =>
  'childId' in event ? event.childId : event.activityId;

/** What became of the instance, as the journal has it. */
export class RecordedInstance {
  readonly history: History;
  readonly turns: readonly Turn[];
  /** Of all runs, in order. */
  readonly events: readonly SagaEvent[];

  constructor(
    readonly standing: InstanceProjection,
    turns: readonly Turn[],
    /** Its children and whatever else lived with it, by workflowId. */
    readonly others: ReadonlyMap<string, RecordedInstance> = new Map(),
  ) {
    this.turns = turns;
    this.history = { namespace: standing.namespace, workflowId: standing.workflowId, turns };
    this.events = turns.flatMap(({ events }) => events);
  }

  get status(): SagaStatus {
    return this.standing.status;
  }

  get output(): Json | undefined {
    return this.eventsOf('SagaCompleted').at(-1)?.output;
  }

  /** Why the forward part failed; nothing when the present run, or what was resolved, went well in the end. */
  get error(): RecordedError | undefined {
    return this.events.reduce<RecordedError | undefined>((error, event) => {
      if (event.type === 'SagaFailed' || event.type === 'SagaForwardFailed') return event.error;
      // What is undone of a scope is no end: the saga goes on.
      if (event.type === 'CompensationPlanned' && event.cause !== 'scope') return event.error;
      return event.type === 'SagaStarted' || event.type === 'SagaCompleted' ? undefined : error;
    }, undefined);
  }

  get waitingFor(): readonly WaitingFor[] {
    return this.standing.waitingFor;
  }

  eventsOf<T extends EventType>(type: T): readonly EventOf<T>[] {
    return this.events.filter((event): event is EventOf<T> => event.type === type);
  }

  /** Forward activities as they were asked for. */
  get scheduled(): readonly ForwardScheduled[] {
    return this.eventsOf('ActivityScheduled').filter((event) => event.operation === 'execute');
  }

  /** Names of the activities that were undone, and of the sagas of children, in order. */
  get undone(): readonly string[] {
    return this.events.flatMap((event) => {
      if (event.type !== 'ActivityCompleted' && event.type !== 'ChildCompleted') return [];
      return event.operation === 'compensate' ? [this.nameOf(idOf(event))] : [];
    });
  }

  /** Of the activity, or of the saga of the child, with this id. */
  nameOf(id: string): string {
    const activity = this.eventsOf('ActivityScheduled').find(({ activityId }) => activityId === id)?.activity;
    return activity ?? this.eventsOf('ChildStarted').find(({ childId }) => childId === id)?.saga ?? id;
  }
}
