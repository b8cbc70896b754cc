import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { openGateway } from '../http/gateway-rig.for-spec.js';
import { inMemory } from '../in-memory.for-spec.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** A process of coordinator and gateway that is put together, does something, and ends. */
async function cycle(kept: WeakRef<object>[]): Promise<void> {
  const adapters = inMemory();
  const gateway = await openGateway({}, adapters);
  const started = await gateway.post('/v1/sagas/waiting', { workflowId: 'w', input: { name: 'ana' } });
  expect(started.status).toBe(202);
  kept.push(new WeakRef(gateway.application), new WeakRef(adapters.store), new WeakRef(adapters.bus));
  await gateway.application.close();
  await adapters.bus.close();
  await adapters.store.close();
}

async function memory(): Promise<number> {
  for (let round = 0; round < 5; round += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    collect();
  }
  return process.memoryUsage().heapUsed;
}

/** What is open in this process; sockets that fetch keeps for a while are not ours. */
const handles = () => process.getActiveResourcesInfo().filter((name) => !name.startsWith('TCPSocket'));

/** In `after` and not in `before`, one for one. */
function added(before: readonly string[], after: readonly string[]): string[] {
  const left = [...before];
  return after.filter((name) => {
    const at = left.indexOf(name);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

describe('fifty starts and stops', () => {
  it('Q5 leave no handle, nothing of an application, and the memory as it was', async () => {
    const kept: WeakRef<object>[] = [];
    for (let n = 0; n < 25; n += 1) await cycle(kept);
    const before = { memory: await memory(), handles: handles() };
    for (let n = 0; n < 25; n += 1) await cycle(kept);
    const after = { memory: await memory(), handles: handles() };

    expect(added(before.handles, after.handles)).toEqual([]);
    expect(kept.filter((one) => one.deref() !== undefined)).toEqual([]);
    expect(after.memory / before.memory).toBeLessThan(1.05);
  }, 60_000);
});
