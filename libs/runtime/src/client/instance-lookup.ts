import type { InstanceIdentity } from '@skald/contracts';
import { instanceKey } from '@skald/contracts';
import type { Clock, Instances, InstanceProjection, Journal } from '@skald/ports';

import { NotFound } from '../requests/errors/not-found.error.js';
import { NotYetReadable } from './errors/not-yet-readable.error.js';
import { ReadsNothing } from './errors/reads-nothing.error.js';
import type { InstanceDescription } from './instance-description.js';
import { describeInstance } from './instance-description.js';

const lookEveryMs = 25;
const longestLagMs = 2_000;

/** What is read of a store to look instances up. */
export interface ReadableStore {
  readonly journal: Pick<Journal, 'page'>;
  readonly instances: Pick<Instances, 'find'>;
}

/** Finds one instance, also one that was accepted a moment ago and has no projection yet. */
export class InstanceLookup {
  constructor(
    private readonly store: ReadableStore | undefined,
    private readonly clock: Clock,
  ) {}

  /** @throws ReadsNothing | NotFound | NotYetReadable | StoreUnavailable */
  async describe(identity: InstanceIdentity): Promise<InstanceDescription> {
    const { workflowId } = identity;
    const { store, clock } = this;
    if (store === undefined) throw new ReadsNothing(workflowId);
    const instance = instanceKey(identity);
    const projection = await projected(store, instance);
    if (projection !== undefined) return describeInstance(projection);
    const started = await store.journal.page(instance, -1, 1);
    if (started.length === 0) throw new NotFound(workflowId, 'there is no such instance');
    const until = clock.now() + longestLagMs;
    while (clock.now() < until) {
      await new Promise<void>((resolve) => clock.after(lookEveryMs, resolve));
      const late = await projected(store, instance);
      if (late !== undefined) return describeInstance(late);
    }
    throw new NotYetReadable(workflowId);
  }
}

async function projected({ instances }: ReadableStore, instance: string): Promise<InstanceProjection | undefined> {
  const [projection] = await instances.find([instance]);
  return projection;
}
