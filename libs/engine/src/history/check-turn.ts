import type { InstanceState } from '../state/instance-state.js';
import { canReopen } from '../state/reopening.js';
import { CorruptHistory } from '../errors/corrupt-history.js';
import { endsRun } from './ends-run.js';
import type { Turn } from './turn.js';

/** What must hold for a turn to follow this state. @throws CorruptHistory */
export function checkTurn(state: InstanceState, turn: Turn): void {
  const instance = `${state.namespace}/${state.workflowId}`;
  const corrupt = (problem: string): never => {
    throw new CorruptHistory(instance, turn.seq, problem);
  };
  const first = turn.events[0];
  if (first === undefined) return corrupt('the turn has no events');
  if (turn.namespace !== state.namespace || turn.workflowId !== state.workflowId)
    corrupt('the turn is of another instance');
  if (turn.seq !== state.seq + 1) corrupt(`seq ${state.seq + 1} was expected`);
  if (first.type === 'SagaStarted') {
    if (first.index !== 0) corrupt('a run begins with event 0');
    if (state.phase !== 'absent' && state.phase !== 'closed') corrupt('a run starts while another is open');
    if (turn.run === 0 && turn.seq !== 0) corrupt('the first run begins with seq 0');
    if (state.phase === 'closed' && turn.run !== state.run + 1) corrupt(`run ${state.run + 1} was expected`);
  } else if (first.type === 'SagaContinuedAsNew') {
    if (turn.events[1]?.type !== 'SagaStarted') corrupt('the next run does not begin where the one before ended');
    if (state.phase === 'undo' || state.phase === 'closed') corrupt(`a run that is over continues`);
    if (state.phase === 'forward') {
      if (turn.run !== state.run + 1) corrupt(`run ${state.run + 1} was expected`);
      if (first.index !== state.nextIndex) corrupt(`event ${state.nextIndex} was expected, ${first.index} came`);
    }
  } else {
    if (state.phase === 'absent') corrupt('the first event is not SagaStarted');
    if (state.phase === 'closed' && !(first.type === 'UndoRequested' && canReopen(state))) {
      corrupt('events follow the end of the run');
    }
    if (turn.run !== state.run) corrupt(`run ${state.run} was expected`);
    if (first.index !== state.nextIndex) corrupt(`event ${state.nextIndex} was expected, ${first.index} came`);
  }
  turn.events.forEach((event, i) => {
    const before = turn.events[i - 1];
    // Whether a run may reopen is seen when the event is applied.
    const ended = before !== undefined && endsRun(before);
    if (ended && event.type !== 'UndoRequested') corrupt('events follow the end of the run');
    const continues = before?.type === 'SagaContinuedAsNew';
    const index = before === undefined ? first.index : continues ? 0 : before.index + 1;
    if (event.index !== index) corrupt(`event ${index} was expected, ${event.index} came`);
    if (i > 0 && !continues && event.type === 'SagaStarted') corrupt('a run starts in the middle of a turn');
    if (i > 0 && event.type === 'SagaContinuedAsNew') corrupt('a run continues in the middle of a turn');
  });
}
