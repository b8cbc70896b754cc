import { isOpen } from './attempts.js';
import type { InstanceState } from './instance-state.js';

/** The keys of the activities whose forward operation is open. */
export function* openForward({ open, activities }: InstanceState): Generator<string> {
  for (const key of open) if (isOpen(activities.get(key)!.forward)) yield key;
}
