import type { SagaEvent } from '@skald/contracts';
import type { Turn } from '@skald/engine';
import type { Flow, FlowNode } from './flow.js';
import { nodeOf } from './node-of.js';

/** Merges the ways of several histories; nodes stand in the order in which they were first come by. */
export function flowOf(histories: readonly (readonly Turn[])[]): Flow {
  const nodes = new Map<string, FlowNode>();
  const edges = new Map<string, { from: string; to: string; labels: Set<string> }>();
  for (const history of histories) {
    let at: FlowNode | undefined;
    let why: string | undefined;
    for (const event of history.flatMap(({ events }) => events)) {
      why = reasonIn(event) ?? why;
      const next = nodeOf(event);
      if (next === undefined || next.id === at?.id) continue;
      nodes.set(next.id, nodes.get(next.id) ?? next);
      // An instance that is restarted begins anew.
      if (at !== undefined && next.kind !== 'start') {
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

/** Why the way turns off. */
function reasonIn(event: SagaEvent): string | undefined {
  switch (event.type) {
    case 'ActivityFailed':
    case 'SagaFailed':
      return event.error.type;
    case 'ActivityTimedOut':
      return event.kind;
    case 'CompensationPlanned':
      return event.cause === 'failure' ? event.error.type : event.cause;
    default:
      return undefined;
  }
}
