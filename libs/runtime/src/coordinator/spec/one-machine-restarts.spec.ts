import { describe, expect, it } from '@jest/globals';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const start = { type: 'start', saga: 'shop', input: { total: 2_000 } };
const options = { resendOpenCommands: true };

describe('one machine whose bus keeps nothing over a restart', () => {
  it('K10 takes in what comes after the restart, although its offsets begin anew', async () => {
    const before = await new World().open([shop], options);
    await before.send(start);
    await before.send({ type: 'signal', name: 'approve', signalId: 'early', payload: { by: 'nobody' } }, 'other');
    const world = await new World(before).open([shop], options);
    await world.send({ type: 'signal', name: 'approve', payload: { by: 'ana' } });
    await world.clock.advance(1_000);

    expect(await world.status()).toBe('completed');
  });

  it('K10 sends the commands that were out again, forward and undo', async () => {
    const before = new World();
    before.answer = (command) => (command.activityId === 'charge' ? undefined : { type: 'completed', output: null });
    await before.open([shop], options);
    await before.send(start, 'forward');
    await before.send(start, 'undo');
    await before.send({ type: 'cancel' }, 'undo');
    expect(before.commands.filter((c) => c.type === 'compensate').map((c) => c.activityId)).toEqual(['charge']);
    const world = await new World(before).open([shop], options);
    await world.send({ type: 'signal', name: 'approve', payload: { by: 'ana' } }, 'forward');
    await world.clock.advance(1_000);

    expect(await world.status('forward')).toBe('completed');
    expect(await world.status('undo')).toBe('compensated');
  });
});
