import type { Json, Schema, SagaEvent } from '@skald/contracts';
import { isBug, recordError } from '../errors/record-error.js';
import { endsRun } from '../history/ends-run.js';
import type { Decision } from '../saga/decision.js';
import { checkValue } from '../saga/given.js';
import { canonical } from '../saga/recorded-json.js';

/** After this event the code of the run decides nothing any more. */
export function endsForward(event: SagaEvent): boolean {
  return event.type === 'CompensationPlanned' ? event.cause !== 'scope' : endsRun(event);
}

/** Whether the code comes to the end that was recorded; undefined: it waits. Of a run that is given up it is not asked. */
export function endMatches(decision: Decision | undefined, event: SagaEvent): boolean {
  switch (event.type) {
    case 'SagaCompleted':
      return decision?.kind === 'return';
    case 'CompensationPlanned':
    case 'SagaFailed':
      if (fails(decision)) return true;
      // What it returns does not count where the parent is undone, nor where it is too large.
      if (decision?.kind === 'return') return event.cause === 'undo' || event.error.type === 'PAYLOAD_TOO_LARGE';
      return event.cause !== 'failure' && decision?.kind === 'continue-as-new';
    case 'SagaContinuedAsNew':
      return decision?.kind === 'continue-as-new';
    case 'SagaCanceled':
      // It was cancelled when it had said that it goes on as a new run.
      return fails(decision) || decision?.kind === 'continue-as-new';
    default:
      return true;
  }
}

function fails(decision: Decision | undefined): boolean {
  return decision?.kind === 'throw' && !isBug(decision.thrown);
}

/** The end differs in its contents from what was recorded; the record counts. */
export function endDrift(decision: Decision | undefined, event: SagaEvent, output: Schema): string | undefined {
  if (event.type === 'SagaCompleted' && decision?.kind === 'return') {
    return gives(output, decision.value, event.output) ? undefined : 'the output of the saga is not what was recorded';
  }
  if ((event.type === 'CompensationPlanned' || event.type === 'SagaFailed') && decision?.kind === 'throw') {
    const { type } = recordError(decision.thrown);
    if (type === event.error.type) return undefined;
    return `the saga would fail with ${type}, recorded is ${event.error.type}`;
  }
  return undefined;
}

function gives(output: Schema, value: unknown, recorded: Json): boolean {
  try {
    return canonical(checkValue(output, value, 'the output')) === canonical(recorded);
  } catch {
    return false;
  }
}
