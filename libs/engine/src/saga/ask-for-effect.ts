import type { Json } from '@skald/contracts';
import { isName, nameRule, shown, toJson } from '@skald/contracts';
import { SagaBug } from '../errors/saga-bug.js';
import type { EffectCall } from './asked.js';
import type { SagaBody } from './body.js';

/** One for each name and input: asked for again, it is the same. */
export function askForEffect(
  body: SagaBody,
  name: string,
  fn: EffectCall['fn'],
  { input: given }: { readonly input?: Json },
): Promise<unknown> {
  body.requireOpen('ctx.effect');
  if (!isName('signal name', name)) {
    body.bug(new SagaBug('INVALID_INPUT', `effect ${shown(name)}: use ${nameRule('signal name')}`));
  }
  const input = given === undefined ? undefined : body.sane(() => toJson(given));
  const identity = `${name} ${JSON.stringify(input ?? null)}`;
  const { ids, waits, effects, knownEffects } = body.asked;
  const known = knownEffects.get(identity);
  if (known !== undefined) return known.promise;
  const n = ids.next(`effect:${name}`);
  const effectId = n === 1 ? name : `${name}#${n}`;
  body.decide({ kind: 'schedule-effect', effectId, name, input });
  effects.set(effectId, { effectId, fn });
  const promise = waits.open<unknown>(`effect:${effectId}`);
  knownEffects.set(identity, { effectId, promise });
  return promise;
}
