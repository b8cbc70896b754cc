import type { StoredDocument } from './stored-document.js';

/** Bounds on `_id`, as a filter has them. */
export interface IdRange {
  readonly $gt?: string;
  readonly $gte?: string;
  readonly $lt?: string;
  readonly $lte?: string;
}

/**
 * Documents by `_id`. Text is in order of its UTF-16 units, where a server orders code points: what a simulation names
 * has neither surrogates nor what comes after them.
 */
export class Table {
  constructor(
    private readonly documents = new Map<string, StoredDocument>(),
    private readonly ids: string[] = [],
  ) {}

  copy(): Table {
    return new Table(new Map(this.documents), [...this.ids]);
  }

  get(id: string): StoredDocument | undefined {
    return this.documents.get(id);
  }

  set(id: string, document: StoredDocument | undefined): void {
    const known = this.documents.has(id);
    if (document === undefined) {
      if (known) this.ids.splice(this.place(id), 1);
      this.documents.delete(id);
      return;
    }
    if (!known) this.ids.splice(this.place(id), 0, id);
    this.documents.set(id, document);
  }

  all(): readonly StoredDocument[] {
    return [...this.documents.values()];
  }

  within({ $gt, $gte, $lt, $lte }: IdRange): readonly StoredDocument[] {
    const from = Math.max($gte === undefined ? 0 : this.place($gte), $gt === undefined ? 0 : this.after($gt));
    const lt = $lt === undefined ? this.ids.length : this.place($lt);
    const lte = $lte === undefined ? this.ids.length : this.after($lte);
    return this.ids.slice(from, Math.min(lt, lte)).map((id) => this.documents.get(id)!);
  }

  /** Where this id is, or would be. */
  private place(id: string): number {
    let from = 0;
    let to = this.ids.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.ids[middle]! < id) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  private after(id: string): number {
    const place = this.place(id);
    return this.ids[place] === id ? place + 1 : place;
  }
}
