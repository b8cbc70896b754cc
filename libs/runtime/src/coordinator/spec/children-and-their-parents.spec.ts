import { describe, expect, it } from '@jest/globals';
import type { Plan } from './family.for-spec.js';
import { family } from './family.for-spec.js';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const id = 'order-42';
const child = `${id}:0:family#1`;
const grandchild = `${child}:0:family#1`;

describe.each([
  ['kept in memory', {}],
  ['with the cache switched off', { cacheBytes: 0 }],
])('children and their parents, %s', (_, options) => {
  const world = async (input: Plan, key = id): Promise<World> => {
    const made = await new World().open([family, shop], options);
    await made.send({ type: 'start', saga: 'family', input, requestId: 'r-1' }, key);
    return made;
  };
  const outputOf = async (w: World, workflowId = id) =>
    (await w.store.instances.find([`default/${workflowId}`]))[0]?.output;
  const undone = (w: World) => w.commands.filter((c) => c.type === 'compensate').map((c) => c.workflowId);

  it('a child is an instance of its own that knows its parent', async () => {
    const w = await world({ children: [{ children: [{}] }] });

    expect(await outputOf(w)).toEqual([[grandchild]]);
    const [projection] = await w.store.instances.find([`default/${grandchild}`]);
    expect(projection).toMatchObject({
      status: 'completed',
      parent: { workflowId: child, run: 0, childId: 'family#1', attempt: 1 },
    });
    expect(w.deadLetters).toEqual([]);
  });

  it.each([
    ['another saga', { type: 'start', saga: 'shop', input: { total: 5_000 } }],
    ['the same saga, started by a client', { type: 'start', saga: 'family', input: { waits: true } }],
  ])('E2 an id that is taken by %s fails the child, and its parent is not stuck', async (__, taken) => {
    const w = await new World().open([family, shop], options);
    await w.send(taken, 'taken');
    const { length } = await w.history('taken');
    await w.send({ type: 'start', saga: 'family', input: { catches: true, children: [{ workflowId: 'taken' }] } });

    expect(await outputOf(w)).toEqual(['rejected: ALREADY_STARTED']);
    expect(await w.history('taken')).toHaveLength(length);
  });

  it('E2 a child that cannot be started fails', async () => {
    const w = await world({ catches: true, children: [{ saga: 'nobody' }] });

    expect(await outputOf(w)).toEqual(['rejected: UNKNOWN_SAGA']);
    expect(w.replies.map((reply) => reply.type)).toEqual(['accepted', 'closed']);
  });

  it('E3 its own failure and termination are told apart', async () => {
    const w = await world({
      catches: true,
      children: [{ fails: 'Full' }, { holds: true, fails: 'Full' }, { waits: true }],
    });
    await w.send({ type: 'terminate' }, `${id}:0:family#3`);

    expect(await outputOf(w)).toEqual(['failed: Full', 'compensated: Full', 'terminated: skald.Terminated']);
  });

  it('E4 a cancel reaches the children, or nothing does', async () => {
    for (const abandons of [false, true]) {
      const w = await world({ abandons, holds: true, children: [{ holds: true, waits: true }] });
      await w.send({ type: 'cancel' });

      expect(await w.status()).toBe('compensated');
      expect(await w.status(child)).toBe(abandons ? 'running' : 'compensated');
      expect(undone(w)).toEqual(abandons ? [id] : [child, id]);
    }
  });

  it('E5 terminating the root of three levels frees what the leaves hold', async () => {
    const w = await world({ children: [{ children: [{ holds: true, waits: true }] }] });
    expect(await w.status(grandchild)).toBe('running');
    await w.send({ type: 'terminate' });

    expect(await w.status()).toBe('terminated');
    expect(await w.status(grandchild)).toBe('compensated');
    expect(undone(w)).toEqual([grandchild]);
  });

  it('E6 a child that continues as new answers with what its last run gives, and is undone over all of them', async () => {
    const w = await world({ children: [{ renews: 3 }, { renews: 3, waits: true }] });
    const second = `${id}:0:family#2`;
    await w.send({ type: 'signal', name: 'approve', payload: { by: 'ana' } }, second);
    expect(await outputOf(w)).toEqual([child, second]);
    for (const workflowId of [child, second]) {
      expect((await w.store.instances.find([`default/${workflowId}`]))[0]).toMatchObject({
        run: 3,
        status: 'completed',
      });
    }
    expect((await w.history()).filter((type) => type === 'ChildCompleted')).toHaveLength(2);

    const other = await world({ children: [{ renews: 3 }, { renews: 3, waits: true }] });
    expect((await other.store.instances.find([`default/${second}`]))[0]).toMatchObject({ run: 3, status: 'running' });
    await other.send({ type: 'terminate' });
    expect(await other.status(second)).toBe('compensated');
    expect(undone(other)).toEqual([second, second, second]);
  });

  it('E6 a parent that continues as new takes along what its children did', async () => {
    const w = await world({ holds: true, children: [{ holds: true }], renewsAfter: true, fails: 'No' });

    expect(await w.status()).toBe('compensated');
    expect(undone(w)).toEqual([child, id]);
  });

  it('E7 default ids over three generations do not collide', async () => {
    const w = await world({ children: [{}, {}] });
    for (const requestId of ['r-2', 'r-3']) {
      const again = { type: 'start', saga: 'family', input: { children: [{}, {}] }, onExisting: 'restart-if-closed' };
      await w.send({ ...again, requestId });
    }

    const outputs = w.replies.flatMap((reply) => (reply.type === 'closed' ? [reply.output] : []));
    expect(outputs).toEqual([0, 1, 2].map((run) => [1, 2].map((n) => `${id}:${run}:family#${n}`)));
  });

  it('a completed child is undone as one unit, in its place', async () => {
    const w = await world({
      holds: true,
      children: [{ holds: true, children: [{ holds: true }] }],
      charges: true,
      fails: 'No',
    });

    expect(await w.status()).toBe('compensated');
    expect(undone(w)).toEqual([id, grandchild, child, id]);
    expect(await w.status(child)).toBe('compensated');
    expect(await w.history(child)).toEqual(
      expect.arrayContaining(['SagaCompleted', 'UndoRequested', 'SagaCompensated']),
    );
  });

  it('a child past its pivot keeps its parent from undoing anything', async () => {
    const w = await world({ holds: true, children: [{ holds: true, pivots: true }], fails: 'No' });

    expect(await w.status()).toBe('forward-failed');
    expect(undone(w)).toEqual([]);
  });

  it('a child that cannot be undone leaves its parent to an operator', async () => {
    const w = await world({ holds: true, children: [{ holds: true }], waits: true });
    await w.store.journal.remove([`default/${child}`]);
    await w.send({ type: 'cancel' });
    expect(await w.status()).toBe('compensation-failed');
    await w.send({ type: 'skip', activityId: 'family#1', operation: 'compensate', reason: 'swept', actor: 'ana' });

    expect(await w.status()).toBe('compensated');
  });

  it('an undo that is stuck below is waited for above', async () => {
    const w = await new World().open([family], options);
    w.answer = (command) =>
      command.type === 'compensate' && command.workflowId === child
        ? { type: 'failed', error: { type: 'Stubborn', message: 'no' }, retryable: false }
        : { type: 'completed', output: null };
    await w.send({ type: 'start', saga: 'family', input: { holds: true, children: [{ holds: true }], fails: 'No' } });

    expect(await w.status(child)).toBe('compensation-failed');
    const [parent] = await w.store.instances.find([`default/${id}`]);
    expect(parent).toMatchObject({ status: 'compensating', waitingFor: [{ kind: 'compensation', id: 'family#1' }] });
    await w.send({ type: 'resolve', activityId: 'reserve', operation: 'compensate' }, child);
    expect(await w.status()).toBe('compensated');
  });

  it('forged answers of children go to the dead letters and change nothing', async () => {
    const w = await world({ children: [{ waits: true }] });
    const { length } = await w.history();
    const forged = { type: 'child-completed', run: 0, childId: 'family#1', attempt: 1, operation: 'execute' };
    for (const fields of [
      { child: { workflowId: 'another', run: 0 } },
      { childId: 'family#2', child: { workflowId: child, run: 0 } },
      { run: 1, child: { workflowId: child, run: 0 } },
      { attempt: 7, child: { workflowId: child, run: 0 } },
      {},
    ]) {
      await w.report({ ...forged, ...fields });
    }

    expect(w.deadLetters.map(({ reason }) => reason)).toEqual([
      'UNKNOWN_ACTIVITY',
      'UNKNOWN_ACTIVITY',
      'UNKNOWN_RUN',
      'UNKNOWN_ATTEMPT',
      'INVALID_MESSAGE',
    ]);
    expect(await w.history()).toHaveLength(length);
  });
});
