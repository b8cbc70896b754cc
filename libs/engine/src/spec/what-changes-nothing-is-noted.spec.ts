import { expect, it } from '@jest/globals';
import type { Input } from '../index.js';
import { approve, saga, seconds } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const accepted = (requestId: string) => ({ type: 'accepted', requestId, attached: false });

specify('a request that is accepted and changes nothing', (given) => {
  const waiting = () => given(saga((ctx) => ctx.receive(approve)));

  it('stands in the history with reason and actor', async () => {
    const instance = waiting();
    await instance.start();
    await instance.request({ type: 'resume', requestId: 'r-1', actor: 'ana', reason: 'is it stuck?' });
    await instance.request({ type: 'pause', requestId: 'p-1', actor: 'bob' });
    await instance.request({ type: 'pause', requestId: 'p-2', actor: 'eve' });
    expect(instance.eventsOf('RequestNoted')).toMatchObject([
      { verb: 'resume', requestId: 'r-1', actor: 'ana', reason: 'is it stuck?' },
      { verb: 'pause', requestId: 'p-2', actor: 'eve' },
    ]);
    expect(instance.status).toBe('paused');
    expect(instance.eventsOf('SagaPaused')).toMatchObject([{ actor: 'bob' }]);
    expect(instance.replies).toMatchObject([accepted('r-1'), accepted('p-1'), accepted('p-2')]);
  });

  it('I-18 is answered alike when it is repeated, also after the end; a new one is refused then', async () => {
    const instance = given(saga((ctx) => ctx.timer('1h').finally(() => ctx.timer('1s'))));
    await instance.start();
    const requests = [
      ...(['cancel', 'cancel', 'resume'] as const).map((type, i) => ({ type, requestId: `first-${i}` })),
      ...(['pause', 'pause', 'cancel', 'resume'] as const).map((type, i) => ({ type, requestId: `then-${i}` })),
    ];
    for (const request of requests) expect(await instance.request(request)).toEqual({ kind: 'applied' });
    const repeated = async () => {
      for (const request of requests) {
        const answers = [{ reply: accepted(request.requestId) }];
        expect(await instance.request(request)).toMatchObject({ kind: 'repeat', answers });
      }
    };
    await repeated();
    await instance.pass(seconds(1));
    expect(instance.status).toBe('canceled');
    await repeated();
    for (const type of ['cancel', 'pause', 'resume'] as const) {
      expect(await instance.request({ type, requestId: `new-${type}` })).toMatchObject({
        ...{ kind: 'refused', code: 'CLOSED' },
      });
    }
  });

  it('leaves a grace period as long as it was', async () => {
    const instance = given(saga((ctx) => ctx.timer('1h').finally(() => ctx.timer('1h')), { cancelGrace: '10s' }));
    await instance.start();
    await instance.request({ type: 'cancel', requestId: 'c-1' });
    await instance.pass(seconds(9));
    await instance.request({ type: 'resume', requestId: 'r-1' });
    await instance.request({ type: 'cancel', requestId: 'c-2' });
    await instance.pass(seconds(1));
    expect(instance.status).toBe('canceled');
  });

  it('keeps why an instance is parked', async () => {
    const instance = waiting();
    await instance.start();
    await instance.park('EVALUATION_KILLED', 'it ran too long');
    await instance.request({ type: 'pause', requestId: 'p-1' });
    expect(instance.status).toBe('parked');
    expect(instance.state.standstill).toMatchObject({ kind: 'parked', code: 'EVALUATION_KILLED' });
  });

  it('is not recorded where it has no id: no repeat of it can be told', async () => {
    const instance = waiting();
    await instance.start();
    expect(await instance.request({ type: 'resume', replyTo: 'somewhere', actor: 'ana' })).toMatchObject({
      ...{ kind: 'repeat', answers: [{ replyTo: 'somewhere', reply: { type: 'accepted' } }] },
    });
    expect(instance.turns).toHaveLength(1);
  });

  it('is recorded a hundred times in a run, so that nobody fills its history by making sure', async () => {
    const instance = given(
      saga((ctx) => ctx.receive(approve)),
      { checks: 'when asked' },
    );
    await instance.start();
    for (let i = 0; i < 100; i++) await instance.request({ type: 'resume', requestId: `r-${i}` });
    expect(await instance.request({ type: 'resume', requestId: 'r-100' })).toMatchObject({
      ...{ kind: 'repeat', answers: [{ reply: accepted('r-100') }] },
    });
    expect(instance.eventsOf('RequestNoted')).toHaveLength(100);
    await instance.checkReplay();
  });
});

specify('a resume that is to come', (given) => {
  it('is told from one that is recorded, and from anything else', async () => {
    const instance = given(saga((ctx) => ctx.receive(approve)));
    await instance.start();
    await instance.park('EVALUATION_KILLED', 'it ran too long');
    await instance.request({ type: 'pause', requestId: 'known' });
    const { applied, namespace, workflowId } = instance.state;
    const resume = { type: 'resume', namespace, workflowId } as const;
    const source = { stream: 'requests', topicEpoch: applied.topicEpoch, label: 'saga.requests-0' } as const;
    const comes = (input: Input) => instance.live.isResumedBy([{ kind: 'wake' }, input]);

    expect(comes({ kind: 'request', request: resume })).toBe(true);
    expect(comes({ kind: 'request', request: { ...resume, requestId: 'new' } })).toBe(true);
    const next = { ...source, offset: applied.requests + 1 };
    expect(comes({ kind: 'request', request: resume, source: next })).toBe(true);
    const taken = { ...source, offset: applied.requests };
    expect(comes({ kind: 'request', request: resume, source: taken })).toBe(false);
    expect(comes({ kind: 'request', request: { ...resume, requestId: 'known' } })).toBe(false);
    expect(comes({ kind: 'request', request: { ...resume, type: 'pause' } })).toBe(false);
  });
});
