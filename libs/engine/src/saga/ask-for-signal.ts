import type { SignalContract } from '@skald/contracts';
import { milliseconds } from '@skald/contracts';
import { SagaBug } from '../errors/saga-bug.js';
import type { SagaBody } from './body.js';
import type { ReceiveOptions } from './context.js';
import type { Receive } from './inbox.js';

/** `call` is what saga code said, for errors. @throws SagaBug the saga's contract does not name the signal */
export function askForSignal(
  body: SagaBody,
  signal: SignalContract,
  { escalateAfter }: ReceiveOptions,
  call: string,
): Receive {
  body.requireOpen(call);
  const { contract } = body.definition;
  if (!contract.signals.some(({ name }) => name === signal.name)) {
    const message = `saga ${contract.name} waits for signal ${signal.name}, which its contract does not name`;
    body.bug(new SagaBug('INVALID_INPUT', message));
  }
  const afterMs =
    escalateAfter === undefined ? undefined : body.sane(() => milliseconds(escalateAfter, `${call}: escalateAfter`));
  return body.asked.inbox.receive(signal.name, body.at, afterMs);
}
