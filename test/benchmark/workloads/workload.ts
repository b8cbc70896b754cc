import type { Sample } from '../measure/sample.ts';
import type { System } from '../modes/system.ts';
import type { Options } from '../options.ts';

export interface Workload {
  readonly name: string;
  readonly title: string;
  /** One sample for each load; called once a run. */
  run(system: System, options: Options): AsyncIterable<Sample>;
}
