import type { Execution } from '../index.js';
import { statusOf } from '../index.js';

/** What others see of an instance. */
export function outside(execution: Execution): unknown {
  const { state, waitingFor, wakeAt, hasWork } = execution;
  const { seq, run, runSeq, nextIndex, at, applied } = state;
  return { status: statusOf(state), seq, run, runSeq, nextIndex, at, applied, waitingFor, wakeAt, hasWork };
}

/** Everything that an instance knows. */
export function inside(execution: Execution): unknown {
  return {
    state: plain(execution.state),
    effects: execution.pendingEffects.map(({ effectId }) => effectId),
    canRevive: execution.canRevive,
  };
}

function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, item: unknown) => {
      // How entries lie in the queue depends on who looked when; what comes first does not.
      if (key === 'timers') return undefined;
      if (item instanceof Map) return { map: [...(item as Map<unknown, unknown>)] };
      return item instanceof Set ? { set: [...(item as Set<unknown>)] } : item;
    }),
  );
}
