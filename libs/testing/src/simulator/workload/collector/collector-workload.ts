import { parseInstanceKey } from '@skald/contracts';
import type { Evidence } from '../../../checker/evidence/evidence.js';
import { historiesOf } from '../../../checker/reading/instance-history.js';
import type { Random } from '../../kernel/random.js';
import { Askers } from '../asking.js';
import { workOf } from '../work-of.js';
import type { Workload } from '../workload.js';
import { collector, type Collected, item, last, shelve, ways } from './collector-saga.js';

const withinMs = 60_000;
const lastItemMs = 200_000;

/** Signals that a saga gathers over its runs: what it saw must be what was accepted. */
export function collectorWorkload(random: Random): Workload {
  return {
    handlers: (process) => [
      {
        contract: shelve as never,
        execute: async (one: never, { abort }) => {
          await workOf(process, 300, abort);
          return one;
        },
      },
    ],
    calls: callsOf(random),
    judge: (evidence) => missed(evidence),
  };
}

function callsOf(random: Random): Workload['calls'] {
  const askers = new Askers(random, 3);
  for (let i = random.integer(1, 3); i > 0; i--) {
    const workflowId = `c${i}`;
    const input: Collected = { items: [], way: random.pick(ways), perRun: random.integer(1, 4) };
    askers.ask({ type: 'start', workflowId, saga: collector.name, input: input as never }, 0);
    for (let n = random.integer(5, 25); n > 0; n--) {
      const payload = `${workflowId}-${n}`;
      askers.ask({ type: 'signal', workflowId, name: item.name, payload }, random.integer(0, withinMs));
    }
    if (random.chance(0.3)) askers.ask({ type: 'pause', workflowId }, random.integer(0, withinMs));
    askers.ask({ type: 'resume', workflowId }, withinMs);
    askers.ask({ type: 'signal', workflowId, name: item.name, payload: last }, lastItemMs);
  }
  return askers.calls;
}

/** Collections that are not what their instance accepted, up to the last item. */
function missed(evidence: Evidence): readonly string[] {
  return [...historiesOf(evidence)].flatMap(([instance, { places }]) => {
    const events = places.map(({ event }) => event);
    const received = events.flatMap((event) => (event.type === 'SignalReceived' ? [event.payload] : []));
    const accepted = received.slice(0, received.indexOf(last) + 1);
    return events.flatMap((event) => {
      if (event.type !== 'SagaCompleted' || JSON.stringify(event.output) === JSON.stringify(accepted)) return [];
      const { workflowId } = parseInstanceKey(instance);
      return [`${workflowId} collected ${JSON.stringify(event.output)} of ${JSON.stringify(accepted)}`];
    });
  });
}
