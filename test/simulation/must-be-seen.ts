/** In any 75 seeds: else the simulation does not strike where it should. */
const soon = [
  'a call of the bus was lost',
  'an answer of the bus was lost',
  'a call of the bus came after it was given up',
  'a call of the store was lost',
  'an answer of the store was lost',
  'a call of the store came after it was given up',
  'a batch was not taken, others of its request were',
  'a record could not be read',
  'a record became a dead letter',
  'a process stood still',
  'a process was told to end',
  'a process ended before a call of the bus',
  'a process ended in a call of the bus',
  'a process ended after a call of the bus',
  'a process ended before a call of the store',
  'a process ended in a call of the store',
  'a process ended after a call of the store',
  'a group rebalanced',
  'a group rebalanced during an activity',
  'leaders changed',
  'the store was down',
  'the store failed over',
  'two owners overlapped and one lost',
  'it was not known whether a turn is written',
  'an activity was called again',
  'an undo was told of a late output',
  'a signal was carried into the next run',
  'an undo was carried into the next run',
  'a child completed',
  'a scope was undone',
  'an instance was completed',
  'an instance was compensated',
  'an instance was canceled',
  'an instance was failed',
  'an instance was terminated',
] as const;

/** In a thousand. */
const inTheEnd = [
  'a change of leaders cut records off',
  'a failover took writes back',
  'writes that nobody had acknowledged survived a failover',
  'a write lost to one that no majority had yet',
  'a primary answered that was none any more',
  'a command broke off in the midst of its documents',
  'the broker was down',
  'a call of an activity was lost',
  'an answer of an activity was lost',
  'a call of an activity came after it was given up',
  'a call of an undo was lost',
  'an answer of an undo was lost',
  'a call of an undo came after it was given up',
  'a process ended in a call of an activity',
  'a process ended in a call of an undo',
  'an undo was called again',
  'an activity timed out',
  'a saga timed out',
  'a child failed',
  'an instance was forward-failed',
] as const;

/** What so many seeds must have shown and did not. */
export function neverSeen(seen: ReadonlyMap<string, number>, seeds: number): readonly string[] {
  const expected = [...(seeds >= 75 ? soon : []), ...(seeds >= 1_000 ? inTheEnd : [])];
  return expected.filter((what) => !seen.has(what));
}
