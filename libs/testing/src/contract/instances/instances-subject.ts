import type { Instances } from '@skald/ports';

/** An empty set of projections to be tried. */
export interface InstancesSubject {
  readonly instances: Instances;
  /** Another connection to the same data, or the same file opened anew. */
  reopen?(): Promise<Instances>;
  close(): Promise<void> | void;
}

/** One promise of the port: declares its tests over the subject that is open while they run. */
export type InstancesPromise = (subject: () => InstancesSubject) => void;
