import type { InstanceProjection, Instances } from '@skald/ports';

interface Watcher {
  readonly instance: string;
  readonly fits: (projection: InstanceProjection) => boolean;
  readonly tell: (projection: InstanceProjection) => void;
}

/** Projections that say when they are written, so that nobody has to look again and again. */
export class WatchedInstances implements Instances {
  private watchers: Watcher[] = [];

  constructor(private readonly instances: Instances) {}

  /** Read from the store itself, as soon as it is there. */
  lookedUp = (workflowId: string, fits: Watcher['fits']): Promise<InstanceProjection> =>
    new Promise((resolve, reject) => {
      this.watchers.push({ instance: `default/${workflowId}`, fits, tell: resolve });
      this.look().catch(reject);
    });

  save: Instances['save'] = async (projections) => {
    await this.instances.save(projections);
    await this.look();
  };

  park: Instances['park'] = (...question) => this.instances.park(...question);
  find: Instances['find'] = (...question) => this.instances.find(...question);
  due: Instances['due'] = (...question) => this.instances.due(...question);
  parked: Instances['parked'] = (...question) => this.instances.parked(...question);
  list: Instances['list'] = (...question) => this.instances.list(...question);
  open: Instances['open'] = (...question) => this.instances.open(...question);
  openByVersion: Instances['openByVersion'] = () => this.instances.openByVersion();
  openByNamespace: Instances['openByNamespace'] = (...question) => this.instances.openByNamespace(...question);
  expired: Instances['expired'] = (...question) => this.instances.expired(...question);
  remove: Instances['remove'] = (...question) => this.instances.remove(...question);

  private async look(): Promise<void> {
    const asked = this.watchers;
    if (asked.length === 0) return;
    const found = await this.instances.find(asked.map(({ instance }) => instance));
    asked.forEach((watcher, i) => {
      const projection = found[i];
      if (projection === undefined || !watcher.fits(projection)) return;
      this.watchers = this.watchers.filter((one) => one !== watcher);
      watcher.tell(projection);
    });
  }
}
