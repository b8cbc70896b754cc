/**
 * Activities whose undo is to be scheduled, newest first: by when they were asked for, not by when they came to stand here.
 * What turns out late to be undone stands before all that is older.
 */
export class UndoLine {
  private readonly line: { readonly key: string; readonly order: number }[] = [];
  private readonly keys = new Set<string>();

  get size(): number {
    return this.line.length;
  }

  get first(): string | undefined {
    return this.line[0]?.key;
  }

  add(key: string, order: number): void {
    if (this.keys.has(key)) return;
    this.keys.add(key);
    this.line.splice(this.placeOf(order), 0, { key, order });
  }

  delete(key: string, order: number): void {
    if (this.keys.delete(key)) this.line.splice(this.placeOf(order), 1);
  }

  /** Behind whatever is newer. */
  private placeOf(order: number): number {
    let low = 0;
    let high = this.line.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.line[middle]!.order > order) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
