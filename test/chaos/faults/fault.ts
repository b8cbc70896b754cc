import type { House } from '../house/house.ts';
import type { Random } from '@skald/testing/simulator';
import type { Passed } from './passed-records.ts';

export interface Scene {
  readonly house: House;
  readonly random: Random;
  readonly passed: Passed;
}

/** Strikes, lasts, and is over when its promise resolves; false: there was nothing to strike. Draws come before it waits. */
export type Fault = (scene: Scene) => Promise<boolean>;
