import type { SagaContract } from '@skald/contracts';
import type { SagaDefinition, Turn } from '@skald/engine';
import { checkHistory, statusOf } from '@skald/engine';
import type { InstanceProjection } from '@skald/ports';
import { canonicalText } from './canonical-text.js';
import type { Given } from './given.js';
import { givenEffects, withEffects } from './hosted-saga.js';
import { lanesText } from './lanes.js';
import { RecordedInstance } from './recorded-instance.js';
import { SpecificationFailed } from './specification-failed.error.js';
import type { When } from './when.js';
import type { Limits } from './world.js';
import { World } from './world.js';

export interface Recording {
  readonly instance: RecordedInstance;
  /** Activities that were asked for and of which nothing is said. */
  readonly unanswered: readonly string[];
}

/**
 * Lets a saga live through what happens, then replays what was recorded: it must say the same.
 * @throws SpecificationFailed
 */
export async function record(saga: SagaDefinition, given: readonly Given[], when: readonly When[]): Promise<Recording> {
  const effects = givenEffects(given);
  const others = given.flatMap((one) => (one.kind === 'saga' ? [one.definition] : []));
  const sagas = [saga, ...others].map((definition) => withEffects(definition, effects));
  const world = new World(
    sagas,
    given.filter((one) => one.kind === 'activity'),
    Object.assign({}, ...given.map((one) => (one.kind === 'limits' ? one.limits : {}))) as Limits,
  );
  let standing: ReadonlyMap<string, InstanceProjection>;
  let key: string | undefined;
  try {
    await world.open();
    for (const happening of when)
      if (happening.kind === 'deploy') await world.deploy(withEffects(happening.saga, effects));
      else key = (await happen(world, saga.contract, happening, given)) ?? key;
  } finally {
    standing = await world.close();
  }
  if (key === undefined) throw new SpecificationFailed('when: nothing starts the saga: begin with start(…)');
  const recorded = (name: string, others?: RecordedInstance['others']): RecordedInstance =>
    new RecordedInstance(standing.get(name)!, world.turns.get(name)!, others);
  const family = [...standing.keys()].filter((name) => name !== key).map((name) => recorded(name));
  const instance = recorded(key, new Map(family.map((one) => [one.standing.workflowId, one])));
  if (world.desk.problems.length > 0) {
    throw new SpecificationFailed([...new Set(world.desk.problems), lanesText(instance)].join('\n'));
  }
  for (const [name, turns] of world.turns) await mustReplay(name, turns, standing.get(name)!, world);
  return { instance, unanswered: [...world.desk.unknown] };
}

/** The instance that was started, if one was. */
async function happen(
  world: World,
  contract: SagaContract,
  happening: Exclude<When, { kind: 'deploy' }>,
  given: readonly Given[],
): Promise<string | undefined> {
  const { client } = world;
  const workflowId = world.workflowId;
  const instance = client.handle(contract, workflowId);
  switch (happening.kind) {
    case 'start':
    case 'signal-with-start': {
      const { workflowId: id = workflowId } = happening.options;
      world.workflowId = id;
      for (const one of given) {
        if (one.kind !== 'given-signal') continue;
        const { signal, payload, afterMs } = one;
        world.after(afterMs, () => client.handle(contract, id).signal(signal, payload));
      }
      const options = { ...happening.options, workflowId: id, input: happening.input };
      const started = await world.quietly(
        happening.kind === 'start'
          ? client.start(contract, options)
          : client.signalWithStart(contract, happening.signal, { ...options, payload: happening.payload }),
      );
      // How it ends is read from its history.
      started.result().catch(() => undefined);
      return `${started.namespace}/${id}`;
    }
    case 'signal':
      await world.quietly(instance.signal(happening.signal, happening.payload));
      return undefined;
    case 'cancel': {
      const { kind: _, ...options } = happening;
      await world.quietly(instance.cancel(options));
      return undefined;
    }
    case 'terminate': {
      const { kind: _, ...options } = happening;
      await world.quietly(instance.terminate(options));
      return undefined;
    }
    case 'operator':
      await world.quietly(instance[happening.verb]({ actor: 'specification', ...happening.options }));
      return undefined;
    case 'pause':
    case 'resume':
      await world.quietly(instance[happening.kind]());
      return undefined;
    case 'settle': {
      const handle = client.activity({ ...happening.activity, workflowId });
      const { ending } = happening;
      await world.quietly(ending.kind === 'completed' ? handle.complete(ending.output) : handle.fail(ending.failure));
      return undefined;
    }
    case 'time-passes':
      await world.timePasses(happening.ms);
      return undefined;
  }
}

/** What lives and what a replay makes of the history are the same. */
async function mustReplay(
  name: string,
  turns: readonly Turn[],
  standing: InstanceProjection,
  { find, evaluation }: World,
): Promise<void> {
  const runs = await checkHistory({ instance: name, turns, find, evaluation });
  const wrong = (problem: string): never => {
    throw new SpecificationFailed(
      `${name} does not replay: ${problem}\nsaga code may only depend on its input and on what ctx gives`,
    );
  };
  for (const { divergence, warnings } of runs) {
    const [warning] = warnings;
    if (warning !== undefined) wrong(`event ${String(warning.fields?.['eventIndex'])}: ${warning.message}`);
    // What is parked has been told already.
    if (divergence === undefined || standing.status === 'parked') continue;
    wrong([divergence.message, divergence.at].join(' ').trim());
  }
  if (standing.status === 'parked') return;
  const { state, waitingFor, wakeAt } = runs.at(-1)!.execution;
  const replayed = canonicalText([statusOf(state), waitingFor, wakeAt]);
  const lived = canonicalText([standing.status, standing.waitingFor, standing.wakeAt]);
  if (replayed !== lived) wrong(`it stood at ${lived}, a replay stands at ${replayed}`);
}
