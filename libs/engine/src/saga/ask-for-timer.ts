import type { Duration } from '@skald/contracts';
import { milliseconds } from '@skald/contracts';
import { SagaBug } from '../errors/saga-bug.js';
import type { SagaBody } from './body.js';
import type { Withdrawable } from './race.js';

export function askForTimer(body: SagaBody, due: Duration | Date): Withdrawable<void> {
  body.requireOpen('ctx.timer');
  const fireAt = due instanceof Date ? due.getTime() : body.at + body.sane(() => milliseconds(due, 'ctx.timer'));
  if (!Number.isFinite(fireAt)) body.bug(new SagaBug('INVALID_INPUT', 'ctx.timer: the date is not a date'));
  const { ids, waits, timers } = body.asked;
  const timerId = `timer#${ids.next('timer')}`;
  body.decide({ kind: 'start-timer', timerId, fireAt });
  const key = `timer:${timerId}`;
  const promise = waits.open<void>(key);
  timers.add(timerId);
  return {
    promise,
    withdraw: () => {
      if (waits.close(key) === undefined) return;
      timers.delete(timerId);
      body.decide({ kind: 'cancel-timer', timerId });
    },
  };
}
