import type { ChildFailedResult, ChildResult, InstanceIdentity, Operation, ParentLink } from '@skald/contracts';
import type { InstanceState } from '../state/instance-state.js';
import { leavesSomething } from '../state/reopening.js';

/** How the child ended; nothing while it is open. The same whenever it is asked for. */
export function ending(state: InstanceState, parent: ParentLink): ChildResult | undefined {
  const { closed, cause } = state;
  if (closed === undefined) return undefined;
  const head = headOf(state, state.run, parent, 'execute');
  if (closed === 'completed') {
    const pivot = state.pivotPassed ? ({ pivot: true } as const) : {};
    return { type: 'child-completed', ...head, output: state.output ?? null, ...pivot };
  }
  return {
    type: 'child-failed',
    ...head,
    status: closed,
    ...(cause === undefined ? {} : { cause }),
    error: state.error ?? {
      type: closed === 'terminated' ? 'skald.Terminated' : 'Canceled',
      message: `${state.workflowId} was ${closed}`,
    },
    effect: leavesSomething(state) ? 'unknown' : 'none',
  };
}

/** What became of the undo that the parent asked for, once the child is closed. */
export function undoAnswer(state: InstanceState, parent: ParentLink): ChildResult {
  const { closed } = state;
  if (closed !== 'completed' && !leavesSomething(state)) {
    return { type: 'child-completed', ...headOf(state, state.run, parent, 'compensate'), output: null };
  }
  return refusal(state, state.run, parent, 'compensate', 'CLOSED', `${state.workflowId} is ${closed} and stays so`);
}

/** The child was not started, or cannot be undone. */
export function refusal(
  child: InstanceIdentity,
  run: number,
  parent: ParentLink,
  operation: Operation,
  type: string,
  message: string,
): ChildFailedResult {
  return {
    type: 'child-failed',
    ...headOf(child, run, parent, operation),
    status: 'rejected',
    error: { type, message },
    effect: operation === 'execute' ? 'none' : 'unknown',
  };
}

function headOf({ namespace, workflowId }: InstanceIdentity, run: number, parent: ParentLink, operation: Operation) {
  return { namespace, ...parent, operation, child: { workflowId, run } };
}
