import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { openEmbeddedStore } from '@skald/embedded';
import { OrderCheckoutSagaModule } from '@skald/order-checkout';
import { systemClock } from '@skald/runtime';
import { aProjection } from '@skald/testing';
import { versionsCommand } from './versions-command.js';
import { versionsOptions } from './versions-options.js';

describe('npm run versions', () => {
  it('tells what runs, what is current and what may go, and moves only to what is here', async () => {
    const store = openEmbeddedStore({ file: ':memory:', clock: systemClock() });
    const printed: string[] = [];
    const versions = (...args: readonly string[]): Promise<void> =>
      versionsCommand(versionsOptions(args), {
        modules: [OrderCheckoutSagaModule],
        connect: async () => ({ ...store, close: async () => undefined }),
        print: (text) => void printed.push(text),
      });
    await store.instances.save([aProjection({ saga: 'order-checkout', version: 7 })]);
    await versions();
    await versions('current', 'order-checkout', '1');
    expect(await store.versions.current()).toEqual([{ saga: 'order-checkout', version: 1 }]);
    expect(printed).toEqual([
      'order-checkout 1, 0 open, current',
      'order-checkout 7, 1 open, oldest 2026-01-01T00:00:00.000Z, not registered here',
      'order-checkout: starts that name no version get 1, on every coordinator within 5 seconds',
    ]);
    await expect(versions('current', 'order-checkout', '7')).rejects.toThrow(
      'saga order-checkout version 7 is not among SKALD_MODULES; 1 is',
    );
    await expect(versions('current', 'refund', '1')).rejects.toThrow(
      'saga refund version 1 is not among SKALD_MODULES; no version of it is',
    );
    expect(await store.versions.current()).toEqual([{ saga: 'order-checkout', version: 1 }]);
    await store.close();
  });

  it.each<[readonly string[], string]>([
    [['list'], '"list" is no verb of this command'],
    [['current', 'order-checkout'], 'current needs a saga and a version'],
    [['current', 'order-checkout', 'newest'], 'version "newest" is not a whole number from 1 on'],
    [['current', 'order-checkout', '0'], 'version "0" is not a whole number from 1 on'],
    [['current', 'order-checkout', '1', '2'], '"2" is one argument too many'],
  ])('says how it is used: %j', (args, problem) => {
    expect(() => versionsOptions(args)).toThrow(problem);
    expect(() => versionsOptions(args)).toThrow('npm run versions -- current <saga> <version>');
  });
});
