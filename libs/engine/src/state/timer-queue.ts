interface Entry {
  readonly fireAt: number;
  /** Of two at one instant the one armed first comes first. */
  readonly order: number;
  readonly key: string;
}

/**
 * Who waits for the clock, earliest first (a binary heap). Nothing is ever taken out of the middle:
 * an entry that no longer holds is thrown away when it comes to the top.
 */
export class TimerQueue {
  private heap: Entry[] = [];
  private armed = 0;

  arm(key: string, fireAt: number): void {
    const { heap } = this;
    const entry = { fireAt, order: (this.armed += 1), key };
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(entry, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = entry;
  }

  /** The earliest key for which `holds` says that it still waits for this instant. */
  earliest(holds: (key: string, fireAt: number) => boolean): string | undefined {
    for (let top = this.heap[0]; top !== undefined; top = this.heap[0]) {
      if (holds(top.key, top.fireAt)) return top.key;
      this.removeTop();
    }
    return undefined;
  }

  get size(): number {
    return this.heap.length;
  }

  /** Throws away, at once, whatever does not hold. */
  sweep(holds: (key: string, fireAt: number) => boolean): void {
    // A sorted array is a heap.
    this.heap = this.heap.filter(({ key, fireAt }) => holds(key, fireAt)).sort((a, b) => (before(a, b) ? -1 : 1));
  }

  private removeTop(): void {
    const { heap } = this;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (!before(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
  }
}

function before(a: Entry, b: Entry): boolean {
  return a.fireAt < b.fireAt || (a.fireAt === b.fireAt && a.order < b.order);
}
