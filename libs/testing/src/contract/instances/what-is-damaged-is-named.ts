import { UnreadableProjection } from '@skald/ports';
import { aProjection } from '../../builders/projection.js';
import type { InstancesPromise } from './instances-subject.js';

export const whatIsDamagedIsNamed: InstancesPromise = (subject) => {
  const all = ['first', 'damaged', 'last'].map((workflowId, i) =>
    aProjection({ workflowId, startedAt: 3 - i, ...(workflowId === 'damaged' && { waitingFor: 7 as never }) }),
  );
  beforeAll(() => subject().instances.save(all));

  it('and the others are listed, over pages', async () => {
    const { instances } = subject();
    const page = await instances.list({ namespace: 'default' }, 2);
    expect(page.instances.map(({ workflowId }) => workflowId)).toEqual(['first']);
    expect(page.unreadable).toEqual([expect.any(UnreadableProjection)]);
    expect(page.unreadable![0]).toMatchObject({
      instance: 'default/damaged',
      problem: 'waitingFor is no list of waits',
    });
    const rest = await instances.list({ namespace: 'default' }, 2, page.cursor);
    expect(rest.instances.map(({ workflowId }) => workflowId)).toEqual(['last']);
    expect(rest).not.toHaveProperty('unreadable');
  });

  it('when it is asked for, and others are found', async () => {
    const { instances } = subject();
    await expect(instances.find(['default/damaged'])).rejects.toThrow(UnreadableProjection);
    await expect(instances.find(['default/damaged'])).rejects.toThrow(
      'the projection of default/damaged cannot be read',
    );
    expect(await instances.find(['default/first'])).toEqual([all[0]]);
  });

  it('until it is written anew', async () => {
    const { instances } = subject();
    const whole = aProjection({ workflowId: 'damaged', seq: 1 });
    await instances.save([whole]);
    expect(await instances.find(['default/damaged'])).toEqual([whole]);
  });
};
