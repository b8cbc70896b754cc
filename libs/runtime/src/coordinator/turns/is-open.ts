import type { Execution } from '@skald/engine';

export function isOpen({ state: { phase } }: Execution): boolean {
  return phase !== 'absent' && phase !== 'closed';
}

export function isOpenAndGoing(execution: Execution): boolean {
  return execution.state.standstill === undefined && isOpen(execution);
}
