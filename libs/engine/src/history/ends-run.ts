import type { SagaEvent } from '@skald/contracts';

/** The run is closed by it. */
export function endsRun(event: SagaEvent): boolean {
  switch (event.type) {
    case 'SagaCompleted':
    case 'SagaFailed':
    case 'SagaCompensated':
    case 'SagaCanceled':
    case 'SagaTerminated':
      return true;
    default:
      return false;
  }
}
