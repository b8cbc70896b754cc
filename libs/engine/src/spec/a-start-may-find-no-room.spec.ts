import { expect, it } from '@jest/globals';
import { aNumber, approve, saga } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

specify('a start where a cap is reached', (given) => {
  const full = 'default has 3 open instances, and may have no more';
  const refused = { kind: 'refused', code: 'LIMIT_REACHED', detail: full };

  it('is refused with the reason, and leaves nothing behind', async () => {
    const instance = given(saga((ctx) => ctx.receive(approve)));
    instance.noRoom = full;
    expect(await instance.start()).toEqual(refused);
    expect(instance.turns).toEqual([]);
    instance.noRoom = undefined;
    await instance.start();
    expect(instance.status).toBe('running');
  });

  it('hears of its input first: more room would not mend that', async () => {
    const counts = saga((ctx) => ctx.receive(approve));
    const instance = given({ ...counts, contract: { ...counts.contract, input: aNumber } });
    instance.noRoom = full;
    expect(await instance.start('many')).toMatchObject({ kind: 'refused', code: 'INVALID_INPUT' });
  });

  it('attaches to what is open already: that takes no room', async () => {
    const instance = given(saga((ctx) => ctx.receive(approve)));
    await instance.start();
    instance.noRoom = full;
    expect(await instance.start(null, { replyTo: 'mine', requestId: 'r-2' })).toEqual({ kind: 'applied' });
    await instance.signal('approve', 'yes');
    expect(instance.status).toBe('completed');
  });

  it('may not begin a closed instance anew', async () => {
    const instance = given(saga(() => Promise.resolve(1)));
    await instance.start();
    instance.noRoom = full;
    expect(await instance.start(null, { onExisting: 'restart-if-closed' })).toEqual(refused);
    expect([instance.run, instance.status]).toEqual([0, 'completed']);
  });
});
