import type { EventType, SagaEvent } from '@skald/contracts';
import { instanceKey } from '@skald/contracts';
import type { Turn } from '@skald/engine';
import type { InstanceProjection } from '@skald/ports';
import type { Evidence } from '../evidence/evidence.js';
import { groupBy, once } from './once.js';

export type EventOf<T extends EventType> = Extract<SagaEvent, { type: T }>;

/** Where an event stands. */
export interface Place<T extends EventType = EventType> {
  readonly turn: Turn;
  readonly event: EventOf<T>;
  /** Among all events of the instance, from 0. */
  readonly order: number;
}

/** What the journal says of one instance. */
export interface InstanceHistory {
  /** `namespace/workflowId`. */
  readonly instance: string;
  readonly namespace: string;
  readonly workflowId: string;
  readonly turns: readonly Turn[];
  /** Of all turns. */
  readonly places: readonly Place[];
  readonly projection: InstanceProjection | undefined;
}

/** By instance. */
export const historiesOf = once(({ journal }: Evidence): ReadonlyMap<string, InstanceHistory> => {
  const projections = new Map(journal.projections.map((projection) => [projection.instance, projection]));
  const histories = new Map<string, InstanceHistory>();
  for (const [instance, turns] of groupBy(journal.turns, instanceKey)) {
    const { namespace, workflowId } = turns[0]!;
    let order = 0;
    const places = turns.flatMap((turn) => turn.events.map((event): Place => ({ turn, event, order: order++ })));
    histories.set(instance, {
      ...{ instance, namespace, workflowId, turns, places },
      projection: projections.get(instance),
    });
  }
  return histories;
});

export function isPlaceOf<T extends EventType>(place: Place, type: T): place is Place & Place<T> {
  return place.event.type === type;
}
