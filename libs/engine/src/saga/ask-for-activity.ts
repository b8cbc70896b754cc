import type { ActivityContract } from '@skald/contracts';
import { checkActivityDefaults, shown } from '@skald/contracts';
import type { SagaBody } from './body.js';
import type { ActivityOptions } from './context.js';
import type { Withdrawable } from './race.js';

export function askForActivity<O>(
  body: SagaBody,
  contract: ActivityContract,
  input: unknown,
  options: ActivityOptions,
  bestEffort: boolean,
): Withdrawable<O> {
  body.requireOpen('ctx.activity');
  const { asked } = body;
  const activityId = body.sane(() => asked.ids.claim(contract.name, options.id));
  if (!body.replaying) body.sane(() => checkOptions(options, `activity ${contract.name}`));
  const given = body.given(contract.input, input, `activity ${contract.name}`);
  const scope = body.scopes.present;
  const givenUp = asked.givenUp(scope);
  if (givenUp !== undefined) return { promise: givenUp, withdraw: () => undefined };
  body.decide({ kind: 'schedule-activity', activityId, contract, input: given, options, bestEffort, scope });
  let lost = false;
  return {
    promise: asked.output<O>(activityId, contract, scope),
    withdraw: () => {
      // It goes on, and whoever waits for it elsewhere still hears of it.
      if (lost || !asked.waits.has(`activity:${activityId}`)) return;
      lost = true;
      body.decide({ kind: 'cancel-activity', activityId });
    },
  };
}

/** At the call, so that the error names the line. */
function checkOptions(options: ActivityOptions, field: string): void {
  checkActivityDefaults(options, field, ['id', 'queue', 'compensate']);
  const compensate: unknown = options.compensate ?? true;
  if (typeof compensate !== 'boolean')
    throw new TypeError(`${field}: compensate: ${shown(compensate)} is not true or false`);
}
