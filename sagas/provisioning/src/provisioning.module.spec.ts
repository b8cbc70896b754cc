import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryEffects } from '@skald/recorded-effects';
import { SagaTestingModule } from '@skald/testing';
import { healthMonitor, retired } from './health-monitor.contracts.js';
import { Disks } from './participants/disks.js';
import { ProvisioningParticipantsModule } from './participants/participants.module.js';
import { type Environment, provisioning } from './provisioning.contracts.js';
import { ProvisioningSagaModule } from './provisioning.module.js';

const shop: Environment = { name: 'shop', owner: 'ana', gigabytes: 3, zones: ['north', 'south'] };
const url = 'https://shop.example';

/** They write when they are told to. */
class HeldDisks implements Pick<Disks, 'writeGigabyte'> {
  /** Which gigabyte was begun, in order. */
  readonly begun: number[] = [];
  readonly aborted: unknown[] = [];
  private finish: () => void = () => undefined;

  async writeGigabyte(_database: string, which: number, abort: AbortSignal): Promise<void> {
    this.begun.push(which);
    await new Promise<void>((resolve, reject) => {
      this.finish = resolve;
      abort.addEventListener('abort', () => reject(abort.reason as Error));
    }).catch((error: unknown) => {
      this.aborted.push((error as { readonly reason?: unknown }).reason);
      throw error;
    });
  }

  async write(): Promise<void> {
    this.finish();
    await cloud.settled(Promise.resolve());
  }
}

let cloud: SagaTestingModule;
let effects: MemoryEffects;
let disks: HeldDisks;

/** The effects there were, in order: `machines.launch`, `undo machines.launch`. */
const happened = (): string[] =>
  [...effects.effects.values()].map(({ operation, activity }) =>
    operation === 'execute' ? activity : `undo ${activity}`,
  );

const start = (changes: Partial<Environment> = {}) =>
  cloud.settled(cloud.client.start(provisioning, { workflowId: 'shop', input: { ...shop, ...changes } }));

beforeEach(async () => {
  effects = new MemoryEffects();
  disks = new HeldDisks();
  cloud = await SagaTestingModule.create({
    sagas: [ProvisioningSagaModule],
    participants: [ProvisioningParticipantsModule.forRoot({ effects })],
    override: (builder) => builder.overrideProvider(Disks).useValue(disks),
  });
});

afterEach(() => cloud.close());

describe('provisioning with its participants', () => {
  it('is ready when every gigabyte is written, and watched from then on until it is retired', async () => {
    const started = await start();
    for (let written = 0; written < 3; written++) await disks.write();
    expect(await cloud.settled(started.result())).toMatchObject({ url, monitor: 'shop-health' });
    expect(disks.begun).toEqual([0, 1, 2]);

    await cloud.timePasses('16 minutes');
    const checks = () => effects.calls.filter(({ activity }) => activity === 'health.check');
    expect(checks()).toHaveLength(3);
    await cloud.settled(cloud.client.handle(healthMonitor, 'shop-health').signal(retired, { by: 'ana' }));
    await cloud.timePasses('1 hour');
    expect(checks()).toHaveLength(3);
  });

  it('goes on at the gigabyte where the worker died', async () => {
    const started = await start();
    await disks.write();
    await disks.write();
    await cloud.timePasses('30 seconds');
    await cloud.crash('worker');
    await cloud.timePasses('2 minutes');
    await cloud.restart('worker');
    await cloud.timePasses('1 second');
    expect(disks.begun).toEqual([0, 1, 2, 2]);
    await disks.write();
    expect(await cloud.settled(started.result())).toMatchObject({ url });
    expect(happened().filter((effect) => effect === 'databases.create')).toHaveLength(1);
  });

  it('stops writing at once when it is cancelled, and drops what is there', async () => {
    const started = await start();
    await disks.write();
    await cloud.settled(started.cancel({ reason: 'not needed any more' }));
    await expect(cloud.settled(started.result())).rejects.toMatchObject({ status: 'compensated' });
    expect(disks.aborted).toEqual(['canceled']);
    expect(disks.begun).toEqual([0, 1]);
    expect(happened()).toEqual(['databases.create', 'undo databases.create']);
  });

  it('leaves nothing behind when a zone has no machine', async () => {
    const started = await start({ gigabytes: 1, zones: ['north', 'south-full'] });
    await disks.write();
    await expect(cloud.settled(started.result())).rejects.toMatchObject({
      status: 'compensated',
      error: { type: 'NoCapacity' },
    });
    const undone = happened().filter((effect) => effect.startsWith('undo'));
    const left = happened().filter((effect) => !effect.startsWith('undo'));
    expect(undone.map((effect) => effect.slice('undo '.length)).sort()).toEqual(left.sort());
    expect(left).toContain('machines.launch');
  });
});
