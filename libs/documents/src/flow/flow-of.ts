import type { SagaEvent } from '@skald/contracts';
import type { Turn } from '@skald/engine';
import type { Flow, FlowNode } from './flow.js';
import { nodeOf } from './node-of.js';
import { timePasses } from './time-passes.js';

/** Merges the ways of several histories of one saga; nodes stand in the order in which they were first come by. */
export function flowOf(histories: readonly (readonly Turn[])[]): Flow {
  const nodes = new Map<string, FlowNode>();
  const edges = new Map<string, { from: string; to: string; labels: Set<string> }>();
  for (const history of histories) {
    let at: FlowNode | undefined;
    let why: string | undefined;
    const takes = new Map<string, number>();
    for (const { event, instant } of history.flatMap((turn) =>
      turn.events.map((event) => ({ event, instant: turn.at })),
    )) {
      why = reasonIn(event) ?? why;
      if (event.type === 'TimerStarted') takes.set(event.timerId, Date.parse(event.fireAt) - instant);
      const next = event.type === 'TimerFired' ? firedAfter(at, event, takes) : nodeOf(event);
      if (next === undefined || next.id === at?.id) continue;
      nodes.set(next.id, nodes.get(next.id) ?? next);
      // An instance that is restarted begins anew.
      if (at !== undefined && !(event.type === 'SagaStarted' && event.continued !== true)) {
        const edge = edges.get(`${at.id} ${next.id}`) ?? { from: at.id, to: next.id, labels: new Set() };
        if (why !== undefined) edge.labels.add(why);
        edges.set(`${at.id} ${next.id}`, edge);
      }
      at = next;
      why = undefined;
    }
  }
  const undos = [...nodes.values()]
    .filter(({ kind }) => kind === 'undo')
    .map(({ id }) => ({ activity: id.replace('undo:', 'activity:'), undo: id }));
  return {
    nodes: [...nodes.values()],
    edges: [...edges.values()].map(({ from, to, labels }) => ({ from, to, labels: [...labels].sort() })),
    undos,
  };
}

/** Ids of timers only count; what tells them apart is what they follow. */
function firedAfter(
  at: FlowNode | undefined,
  { purpose, timerId }: Extract<SagaEvent, { type: 'TimerFired' }>,
  takes: ReadonlyMap<string, number>,
): FlowNode | undefined {
  if (purpose !== 'sleep') return undefined;
  return { id: `timer:${at?.id}`, kind: 'timer', label: timePasses(takes.get(timerId)!) };
}

/** Why the way turns off. */
function reasonIn(event: SagaEvent): string | undefined {
  switch (event.type) {
    case 'ActivityFailed':
    case 'ChildFailed':
    case 'SagaFailed':
      return event.error.type;
    case 'ActivityTimedOut':
      return event.kind;
    case 'CompensationPlanned':
      return event.cause === 'failure' || event.cause === 'scope' ? event.error.type : event.cause;
    default:
      return undefined;
  }
}
