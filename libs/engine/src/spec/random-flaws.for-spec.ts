import { isClosed } from '@skald/contracts';
import { childFlaws } from './random-child-flaws.for-spec.js';
import { lineFlaws } from './random-line-flaws.for-spec.js';
import type { Lived, RandomSaga } from './random-saga.for-spec.js';
import { signalFlaws } from './random-signal-flaws.for-spec.js';
import { timerFlaws } from './random-timer-flaws.for-spec.js';
import { undoFlaws } from './random-undo-flaws.for-spec.js';
import { placesOf, worksOf } from './random-works.for-spec.js';

/** What went against the promises of the engine, in the life of one instance. */
export async function flawsOf(lived: Lived, { order }: RandomSaga): Promise<string[]> {
  const { instance, code } = lived;
  const { status } = instance;
  if (!isClosed(status)) return [`it never ends: ${status}, waits for ${JSON.stringify(instance.waitingFor)}`];
  const places = placesOf(instance);
  const story = { places, works: worksOf(places), status, order };
  return [
    ...lineFlaws(story, instance),
    ...undoFlaws(story),
    ...signalFlaws(story, lived),
    ...childFlaws(story, instance),
    ...timerFlaws(story),
    ...(await instance.checkAgainst(code)).flatMap(({ run, divergence, warnings }) => [
      ...(divergence === undefined ? [] : [`run ${run} does not replay: ${divergence.message}`]),
      ...warnings.map(({ message }) => `run ${run} replays with a warning: ${message}`),
    ]),
  ];
}
