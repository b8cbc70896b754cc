import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as passes } from 'node:timers/promises';
import { missing } from '../../docker/services/index.ts';
import type { SagaStatus } from '@skald/contracts';
import { readEffectLog } from './evidence/read-effect-log.ts';
import { House } from './house/house.ts';

const reason = await missing('kafka', 'ferretdb', 'memory');

const onlyPays = (card: string) => ({ fate: 'pays', legs: 1, card });
const startsWithStock = { fate: 'completes', legs: 1, card: '' };

async function start(house: House, workflowIds: readonly string[], input: object): Promise<void> {
  const records = workflowIds.map((key) => ({
    ...{ topic: 'saga.requests', key },
    value: JSON.stringify({ type: 'start', workflowId: key, saga: 'journey', input, requestId: `start ${key}` }),
  }));
  const outcomes = await house.bus.publish(records);
  expect(outcomes.filter(({ kind }) => kind !== 'published')).toEqual([]);
}

const named = (name: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `${name}-${i}`);

(reason === undefined ? describe : describe.skip)('more than can be done now', () => {
  let house: House;

  afterEach(() => house?.close());

  it('waits on its topic: no coordinator takes in what its store does not, whose heap could not hold it', async () => {
    const few = { SKALD_CACHE_BYTES: '4000000', SKALD_INTAKE_BYTES: '4000000' };
    // FerretDB would read all of these documents at each question.
    house = await House.open([{ NODE_OPTIONS: '--max-old-space-size=96', ...few }], [{}], 'memory');
    await house.settle();
    const [coordinator] = house.residents;
    coordinator!.store.hang();
    const flood = named('flood', 1_500);
    const card = '9'.repeat(32 * 1024);
    for (let i = 0; i < flood.length; i += 100) await start(house, flood.slice(i, i + 100), onlyPays(card));
    coordinator!.store.heal();
    await untilAll(house, flood, 'completed');
    expect(coordinator!.ownDeaths).toEqual([]);
  }, 240_000);

  it('of one queue harms no other: sagas go on whose participants are there, and the others when theirs are back', async () => {
    house = await House.open([{}], [{ QUEUES: 'stock' }, { QUEUES: 'pay' }]);
    await house.settle();
    const [, stock] = house.residents;
    stock!.suspend();
    const [held, free] = [named('held', 300), named('free', 60)];
    await start(house, held, startsWithStock);
    await start(house, free, onlyPays(''));
    await untilAll(house, free, 'completed');
    expect(readEffectLog(house.effectLog, 0).calls.map(({ activity }) => activity)).not.toContain('stock.reserve');
    stock!.resume();
    await untilAll(house, held, 'completed');
  }, 240_000);
});

async function untilAll({ store }: House, workflowIds: readonly string[], status: SagaStatus): Promise<void> {
  for (let i = 0; i < workflowIds.length; i += 20) {
    const instances = workflowIds.slice(i, i + 20).map((one) => `default/${one}`);
    while ((await store.instances.find(instances)).some((one) => one?.status !== status)) await passes(500);
  }
}
