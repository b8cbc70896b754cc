import type { ActivityCall } from '@skald/testing';

/** One line of the effect log, which all workers append to, each line safe on disk before the handler goes on. */
export interface EffectRow extends ActivityCall {
  /** The effect came about, whatever the handler said then. */
  readonly effective: boolean;
}
